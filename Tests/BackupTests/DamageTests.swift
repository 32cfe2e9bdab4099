import Foundation
import KeyHierarchy
import Testing

@testable import Backup

struct DamageTests {
    /// What damage to a file with a label may be called.
    private static let withLabel: Set<BackupError.Code> = [.malformed, .damaged, .labelMismatch]
    /// What damage to a container without a label may be called.
    private static let withoutLabel: Set<BackupError.Code> = [
        .malformed, .wrongType, .unsupported, .tooCostly, .wrongPassword, .notAuthentic,
    ]

    @Test func everyFlippedBitOfAFileIsNoticed() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        var found: [BackupError.Code: Int] = [:]
        for bit in 0..<(8 * file.count) {
            let code = try #require(
                try await SealedBackup.refusal(of: file.flipping(bit: bit)), "bit \(bit) is not noticed")
            found[code, default: 0] += 1
        }
        #expect(Self.withLabel.isSuperset(of: found.keys))
        #expect(found[.damaged, default: 0] > 0 && found[.labelMismatch, default: 0] > 0)
    }

    @Test func everyFlippedBitOfABareContainerIsNoticed() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        let der = try PEMDocument(decoding: file).der
        var found: [BackupError.Code: Int] = [:]
        for bit in 0..<(8 * der.count) {
            let damaged = PEMDocument(preamble: [], der: der.flipping(bit: bit)).encoded
            let code = try #require(try await SealedBackup.refusal(of: damaged), "bit \(bit) is not noticed")
            found[code, default: 0] += 1
        }
        #expect(Self.withoutLabel.isSuperset(of: found.keys))
        #expect(found[.notAuthentic, default: 0] > 0 && found[.wrongPassword, default: 0] > 0)
    }

    @Test func everyTruncationIsNoticed() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        for count in 0..<file.count {
            #expect(try await SealedBackup.refusal(of: Array(file[..<count])) == .malformed)
        }
    }

    @Test func everyMissingByteIsNoticed() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        for position in file.indices {
            var damaged = file
            damaged.remove(at: position)
            let code = try #require(try await SealedBackup.refusal(of: damaged), "byte \(position) is not noticed")
            #expect(Self.withLabel.contains(code))
        }
    }

    @Test func everyTruncatedContainerIsNoticed() async throws {
        let der = try PEMDocument(decoding: try await Instance().serviceMasterKeyFile()).der
        for count in 0..<der.count {
            let damaged = PEMDocument(preamble: [], der: Array(der[..<count])).encoded
            #expect(try await SealedBackup.refusal(of: damaged) == .malformed)
        }
    }

    @Test func damageIsToldFromAWrongPasswordByTheDigest() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        #expect(try await SealedBackup.refusal(of: file, password: "Wrong-1-Password") == .wrongPassword)
        let document = try PEMDocument(decoding: file)
        // The last bit of the container belongs to the tag.
        let der = document.der.flipping(bit: 8 * document.der.count - 1)
        let labelled = PEMDocument(preamble: document.preamble, der: der).encoded
        #expect(try SealedBackup(parsing: labelled).inspection.digest == .differs)
        #expect(try await SealedBackup.refusal(of: labelled, password: "Wrong-1-Password") == .damaged)
        let bare = PEMDocument(preamble: [], der: der).encoded
        #expect(try await SealedBackup.refusal(of: bare) == .notAuthentic)
        #expect(try await SealedBackup.refusal(of: bare, password: "Wrong-1-Password") == .wrongPassword)
    }

    /// Bytes overwritten, cut out, doubled and moved, many at a time. Nothing is derived: some ask for a lot of work.
    @Test func mangledContainersNeverCrashTheParser() async throws {
        let der = try PEMDocument(decoding: try await Instance().serviceMasterKeyFile()).der
        var generator = Sequence64(state: 2026)
        for _ in 0..<3000 {
            var bytes = der
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let range = start..<min(bytes.count, start + Int.random(in: 1...40, using: &generator))
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[start] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.removeSubrange(range)
                case 2: bytes.insert(contentsOf: bytes[range], at: start)
                default: bytes[start] = [0x00, 0x7F, 0x80, 0x84, 0xFF].randomElement(using: &generator) ?? 0
                }
            }
            do {
                _ = try SealedBackup(parsing: PEMDocument(preamble: [], der: bytes).encoded).inspection
            } catch {
                #expect(error.sqlServer?.number == 15317)
            }
        }
    }

    @Test func damageIsNotTakenForANewerVersion() async throws {
        let document = try PEMDocument(decoding: try await Instance().serviceMasterKeyFile())
        // The version of AuthEnvelopedData, right behind the identifier of its type and four lengths.
        let position = try #require(
            document.der.indices.first { Array(document.der[$0...].prefix(4)) == [0x02, 0x01, 0x00, 0x31] })
        let der = document.der.flipping(bit: 8 * (position + 2))
        let bare = PEMDocument(preamble: [], der: der).encoded
        #expect(try await SealedBackup.refusal(of: bare) == .unsupported)
        let labelled = PEMDocument(preamble: document.preamble, der: der).encoded
        #expect(try await SealedBackup.refusal(of: labelled) == .damaged)
    }

    @Test func lineEndsOfWindowsDoNoHarm() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        let converted = Array(file.text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        #expect(converted.count > file.count)
        #expect(try await SealedBackup.refusal(of: converted) == nil)
    }

    @Test func aLastLineWithoutItsEndIsTakenForACutFile() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        #expect(try await SealedBackup.refusal(of: Array(file.dropLast())) == .malformed)
    }

    @Test func twoContainersInOneFileAreRefused() async throws {
        let file = try await Instance().serviceMasterKeyFile()
        #expect(try await SealedBackup.refusal(of: file + file) == .malformed)
    }
}

/// SplitMix64: the same numbers in every run.
private struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
