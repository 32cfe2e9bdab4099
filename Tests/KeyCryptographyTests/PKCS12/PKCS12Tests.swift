import Testing

@testable import KeyCryptography

/// PKCS #12 files, written and read; and what is not one.
struct PKCS12Tests {
    private static let password: Password = "Otters-8-Swim!"

    private let contents: PKCS12

    init() throws {
        let key = try TestKeys.rsa2048()
        let certificate = try X509Certificate.selfSigned(
            commonName: "Sales", notBefore: 0, notAfter: 4_102_444_800, key: key, serialNumber: [0x80])
        contents = try PKCS12(certificate: certificate, key: key)
    }

    private func file(iterations: UInt32 = 2) async throws -> [UInt8] {
        try await contents.encoded(under: Self.password, iterations: iterations)
    }

    @Test(arguments: [1, 2, PKCS12.defaultIterations])
    func whatIsWrittenReads(iterations: UInt32) async throws {
        let file = try await file(iterations: iterations)
        let again = try await PKCS12(decoding: file, password: Self.password)
        #expect(again.certificate == contents.certificate)
        #expect(try again.key.pkcs8().array == contents.key.pkcs8().array)
        #expect(try await self.file(iterations: 1) != self.file(iterations: 1))
    }

    @Test func theFileHasTheIterationsThatItSays() async throws {
        let file = try await contents.encoded(under: Self.password)
        #expect(try await PKCS12(decoding: file, password: Self.password).certificate == contents.certificate)
        let positions = file.indices.filter { file[$0...].starts(with: [0x02, 0x03, 0x04, 0x93, 0xE0]) }
        // INTEGERs of 300,000: those of the certificate, of the key, and of the code.
        #expect(positions.count == 3)
    }

    @Test func everyRandomByteComesFromTheSource() async throws {
        struct Constant: RandomSource {
            func fill(_ bytes: inout MutableRawSpan) {
                for offset in bytes.byteOffsets { bytes.storeBytes(of: 7, toByteOffset: offset, as: UInt8.self) }
            }
        }
        let first = try await contents.encoded(under: Self.password, iterations: 1, random: Constant())
        #expect(try await contents.encoded(under: Self.password, iterations: 1, random: Constant()) == first)
        let second = try await contents.encoded(under: "Otters-9-Swim!", iterations: 1, random: Constant())
        #expect(second != first && second.count == first.count)
    }

    @Test func aKeyOfAnotherCertificateIsRefused() async throws {
        let other = try await RSAPrivateKey.generate(bits: 1024)
        #expect(try refusal { _ = try PKCS12(certificate: contents.certificate, key: other) } == .malformed)
    }

    @Test(arguments: ["otters-8-Swim!", "", "Otters-8-Swim! ", "Otters-8-Swim"] as [Password])
    func anotherPasswordDoesNotOpenIt(password: Password) async throws {
        let file = try await file()
        #expect(try await refusal { _ = try await PKCS12(decoding: file, password: password) } == .notAuthentic)
    }

    @Test(arguments: ["", "Zwölf Öttér – 十二 🦦", "x"] as [Password])
    func passwordsAreTakenAsTheyAre(password: Password) async throws {
        let file = try await contents.encoded(under: password, iterations: 1)
        #expect(try await PKCS12(decoding: file, password: password).certificate == contents.certificate)
    }

    @Test func refusesWhatIsCutShortOrFollowedByAnything() async throws {
        let file = try await file()
        for count in 0..<file.count {
            let code = try await refusal {
                _ = try await PKCS12(decoding: Array(file.prefix(count)), password: Self.password)
            }
            #expect(code == .malformed)
        }
        #expect(try await refusal { _ = try await PKCS12(decoding: file + [0], password: Self.password) } == .malformed)
        let large = [UInt8](repeating: 0x30, count: PKCS12.maximumByteCount + 1)
        #expect(try await refusal { _ = try await PKCS12(decoding: large, password: Self.password) } == .malformed)
    }

    @Test func aChangedByteIsNoticedWhereverItIs() async throws {
        let file = try await file()
        for offset in file.indices {
            var changed = file
            changed[offset] ^= 0x11
            let code = try await refusal { _ = try await PKCS12(decoding: changed, password: Self.password) }
            #expect(code != nil && code != .libraryFailure, "byte \(offset)")
        }
    }

    /// Two iterations for each of three derivations.
    @Test func theIterationsOfAllDerivationsTogetherAreBounded() async throws {
        let file = try await file()
        _ = try PKCS12(file, password: Self.password, budget: IterationBudget(6))
        for budget: UInt32 in 0...5 {
            let code = try refusal {
                _ = try PKCS12(file, password: Self.password, budget: IterationBudget(budget))
            }
            #expect(code == .tooCostly)
        }
    }

    /// Before anything is derived: the greatest of these would take longer than the test may.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [[0x4C, 0x4B, 0x41], [0x7F, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]]
            as [[UInt8]])
    func aFileThatAsksForTooManyIterationsIsRefusedAtOnce(iterations: [UInt8]) throws {
        let safe = DER.element(.octetString, [UInt8]())
        let digest = DER.sequence([
            DER.algorithm(.sha256, []), DER.element(.octetString, [UInt8](repeating: 0, count: 32)),
        ])
        let mac = DER.sequence([digest, DER.element(.octetString, [1]), DER.element(.integer, iterations)])
        let content = DER.sequence([DER.identifier(.data), DER.element(.context(0), safe)])
        let file = DER.sequence([DER.integer(3), content, mac])
        let budget = IterationBudget(PKCS12.maximumIterations)
        #expect(try refusal { _ = try PKCS12(file, password: Self.password, budget: budget) } == .tooCostly)
    }
}
