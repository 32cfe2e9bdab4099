import Foundation
import KeyHierarchy
import Testing

@testable import Backup

/// Containers that an independent script made from the RFCs.
struct SampleTests {
    @Test func theSamplesAreThere() {
        #expect(Sample.all.count == 8)
        #expect(Sample.all.count { $0.refusal == nil } == 4)
    }

    @Test(arguments: Sample.all)
    func aContainerOfAnotherProgramOpensOrIsRefusedForItsReason(sample: Sample) async throws {
        let file = Array(try Sample.contents(of: sample.file))
        let password = Password(sample.password)
        if let refusal = sample.refusal {
            #expect(try await SealedBackup.refusal(of: file, password: password) == refusal)
            return
        }
        let backup = try await SealedBackup(parsing: file).open(password: password)
        #expect(Hexadecimal.encode(backup.material.array) == sample.key)
        #expect(backup.facts == nil)
        #expect(backup.algorithm == (sample.file.hasPrefix("tdes") ? .tripleDES : .aes256))
        #expect(backup.warnings.contains(.noFacts))
        #expect(backup.warnings.contains(.fewIterations(sample.iterations ?? 0)) == (sample.iterations == 10_000))
    }

    @Test func anotherNormalFormOfThePasswordIsAnotherPassword() async throws {
        let sample = try #require(Sample.all.first { $0.file == "aes256-unicode-password.pem" })
        let file = Array(try Sample.contents(of: sample.file))
        let decomposed = Password(sample.password.decomposedStringWithCanonicalMapping)
        #expect(try await SealedBackup.refusal(of: file, password: decomposed) == .wrongPassword)
    }

    @Test func aSampleWithoutFactsRestoresAsWhatItIsCalled() async throws {
        let sample = try #require(Sample.all.first { $0.file == "no-preamble.pem" })
        let medium = MemoryBackupMedium(contents: Array(try Sample.contents(of: sample.file)))
        let instance = try await Instance()
        try await instance.session.restoreServiceMasterKey(from: medium, password: Password(sample.password))
        #expect(Hexadecimal.encode(try await instance.serviceMasterKeyBytes()) == sample.key)
    }

    @Test func aBackupWithoutFactsCannotGetMorePasswords() async throws {
        let sample = try #require(Sample.all.first { $0.file == "no-preamble.pem" })
        let file = Array(try Sample.contents(of: sample.file))
        let backup = try await SealedBackup(parsing: file).open(password: Password(sample.password))
        await #expect(throws: BackupError.self) {
            try await backup.adding(Instance.otherPassword, label: "new", derivation: .insecure)
        }
    }
}
