import Testing

@testable import KeyCryptography

struct PasswordDerivationTests {
    // MARK: - What it derives

    @Test(arguments: try PublishedVectors.vectors(\.scrypt, count: 4))
    func derivesTheExamplesOfRFC7914BelowTheCeilings(vector: PublishedVectors.Stretching) async throws {
        let derivation = PasswordDerivation(
            .scrypt(
                logCost: vector.logCost, blockSize: vector.blockSize, parallelization: vector.parallelization))
        let refused = try await refusal {
            let key = try await derivation.key(
                from: Password(vector.password), salt: vector.salt.bytes, count: vector.expected.bytes.count)
            #expect(key.bytes.array == vector.expected.bytes)
        }
        #expect(refused?.description == vector.refusal)
    }

    private static func vectors() throws -> [(Digest, Wycheproof.Stretching)] {
        try Wycheproof.vectors(for: .sha256, "pbkdf2_hmacsha256_test.json", count: 43, where: isText)
            + Wycheproof.vectors(for: .sha384, "pbkdf2_hmacsha384_test.json", count: 41, where: isText)
            + Wycheproof.vectors(for: .sha512, "pbkdf2_hmacsha512_test.json", count: 41, where: isText)
    }

    /// The dearest of these vectors takes 80,000 iterations, so all of them run in every run.
    @Test(arguments: try vectors())
    func derivesEveryVectorWhosePasswordIsText(digest: Digest, vector: Wycheproof.Stretching) async throws {
        let key = try await PasswordDerivation(.pbkdf2(digest, iterations: vector.iterationCount))
            .key(from: Password(bytes: vector.password.bytes), salt: vector.salt.bytes, count: vector.dkLen)
        #expect(key.bytes.array == vector.dk.bytes)
    }

    @Test(arguments: try PublishedVectors.vectors(\.pbkdf2, count: 2))
    func derivesTheExamplesOfRFC7914(vector: PublishedVectors.Iteration) async throws {
        let key = try await PasswordDerivation(.pbkdf2(vector.digest, iterations: vector.iterations))
            .key(from: Password(vector.password), salt: vector.salt.bytes, count: vector.expected.bytes.count)
        #expect(key.bytes.array == vector.expected.bytes)
    }

    private static func encryptionsByPassword() throws -> [Wycheproof.EncryptionByPassword] {
        try Wycheproof.vectors("pbes2_hmacsha512_aes_256_test.json", count: 63) {
            String(validating: $0.password.bytes, as: UTF8.self) != nil
        }
    }

    /// PBES2 is the derivation and the cipher together, as a recipient of a backup has them.
    @Test(arguments: try encryptionsByPassword())
    func encryptsUnderAPasswordAsPBES2Does(vector: Wycheproof.EncryptionByPassword) async throws {
        let key = try await PasswordDerivation(.pbkdf2(.sha512, iterations: vector.iterationCount))
            .key(from: Password(bytes: vector.password.bytes), salt: vector.salt.bytes, count: 32)
        let encrypted = try BlockCipher.aes256.encrypt(
            vector.msg.bytes, key: key.bytes.array, initializationVector: vector.iv.bytes)
        #expect(vector.result == .valid)
        #expect(encrypted == vector.ct.bytes)
    }

    private static func isText(_ vector: Wycheproof.Stretching) -> Bool {
        String(validating: vector.password.bytes, as: UTF8.self) != nil
    }

    @Test func anEmptyPasswordAndAnEmptySaltDeriveAKey() async throws {
        for derivation in [PasswordDerivation.insecure, PasswordDerivation(.pbkdf2(.sha512, iterations: 1))] {
            let key = try await derivation.key(from: "", salt: [], count: 32)
            let salted = try await derivation.key(from: "", salt: [0, 1], count: 32)
            #expect(key.bytes.array != salted.bytes.array)
        }
    }

    // MARK: - What it refuses

    @Test(
        arguments: [
            .scrypt(logCost: 20, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 19, blockSize: 9, parallelization: 1),
            .scrypt(logCost: 22, blockSize: 2, parallelization: 1),
            .scrypt(logCost: 39, blockSize: 255, parallelization: 1),
            .scrypt(logCost: 40, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 63, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 64, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 255, blockSize: 255, parallelization: 255),
            .scrypt(logCost: 1, blockSize: 1, parallelization: 5),
            .scrypt(logCost: 14, blockSize: 8, parallelization: 255),
            .pbkdf2(.sha256, iterations: 5_000_001),
            .pbkdf2(.sha512, iterations: 5_000_001),
            .pbkdf2(.sha512, iterations: .max),
        ] as [PasswordDerivation.Function])
    func refusesCostsAboveTheCeilingsBeforeItDerives(function: PasswordDerivation.Function) async throws {
        let derivation = PasswordDerivation(function)
        #expect(try refusal { try derivation.checkCost() } == .tooCostly)
        // No thread of the pool is asked: the cheapest to tell from one that would run for hours.
        #expect(try await refusal { _ = try await derivation.key(from: "", salt: [], count: 32) } == .tooCostly)
    }

    @Test(
        arguments: [
            .scrypt(logCost: 0, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 14, blockSize: 0, parallelization: 1),
            .scrypt(logCost: 14, blockSize: 8, parallelization: 0),
            .scrypt(logCost: 0, blockSize: 0, parallelization: 0),
            // RFC 7914 section 2: N must be less than 2^(128 * r / 8).
            .scrypt(logCost: 16, blockSize: 1, parallelization: 1),
            .pbkdf2(.sha256, iterations: 0),
            .pbkdf2(.sha512, iterations: 0),
        ] as [PasswordDerivation.Function])
    func refusesParametersThatAreNotDefined(function: PasswordDerivation.Function) async throws {
        let derivation = PasswordDerivation(function)
        #expect(try await refusal { _ = try await derivation.key(from: "", salt: [], count: 32) } == .malformed)
    }

    @Test(
        arguments: [
            .scrypt(logCost: 19, blockSize: 8, parallelization: 1),
            .scrypt(logCost: 18, blockSize: 16, parallelization: 4),
            .scrypt(logCost: 14, blockSize: 255, parallelization: 4),
            .scrypt(logCost: 15, blockSize: 1, parallelization: 4),
            .scrypt(logCost: 1, blockSize: 1, parallelization: 1),
            .pbkdf2(.sha256, iterations: 1),
            .pbkdf2(.sha512, iterations: 5_000_000),
            PasswordDerivation.scrypt.function,
            PasswordDerivation.pbkdf2.function,
            PasswordDerivation.insecure.function,
        ] as [PasswordDerivation.Function])
    func allowsCostsUpToTheCeilings(function: PasswordDerivation.Function) throws {
        #expect(try refusal { try PasswordDerivation(function).checkCost() } == nil)
    }

    /// libcrypto has a limit of its own, which must not be tighter than ours: with r at its greatest, its count of
    /// the memory exceeds ours by the most.
    @Test func theLargestAllowedBlockIsWithinTheLimitOfTheLibrary() async throws {
        let derivation = PasswordDerivation(.scrypt(logCost: 1, blockSize: 255, parallelization: 4))
        #expect(try await derivation.key(from: "", salt: [], count: 32).bytes.count == 32)
    }

    @Test(arguments: [
        (Int.min, CryptographyError.Code.unsupported), (-1, .unsupported), (0, .unsupported), (209_999, .unsupported),
        (210_000, nil), (5_000_000, nil), (5_000_001, .tooCostly), (Int(UInt32.max) + 1, .tooCostly),
        (Int(UInt32.max) + 300_001, .tooCostly), (Int.max, .tooCostly),
    ])
    func choosesIterationsInTheRecommendedRange(iterations: Int, code: CryptographyError.Code?) throws {
        let refused = try refusal {
            let derivation = try PasswordDerivation.pbkdf2(iterations: iterations)
            #expect(derivation.function == .pbkdf2(.sha512, iterations: UInt32(iterations)))
        }
        #expect(refused == code)
    }

    @Test func defaultsAreWhatTheDocumentationSays() {
        #expect(PasswordDerivation.scrypt.function == .scrypt(logCost: 17, blockSize: 8, parallelization: 1))
        #expect(PasswordDerivation.pbkdf2.function == .pbkdf2(.sha512, iterations: 600_000))
    }

    // MARK: - Where and when it runs

    @Test func aCancelledTaskDerivesNothing() async {
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await PasswordDerivation.insecure.key(from: "", salt: [], count: 32)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func runsOnTheThreadsOfItsPool() async throws {
        let gate = Gate()
        // Work that waits takes every thread of the pool, whatever the tests beside this one derive meanwhile.
        var waiting: [Task<Gate.Outcome, any Error>] = []
        while gate.entered < DerivationThreads.processorCount {
            waiting.append(Task { try await DerivationThreads.shared.run { gate.wait() } })
            try await Task.sleep(for: .milliseconds(1))
        }
        let isDerived = Flag()
        let derivation = Task {
            _ = try await PasswordDerivation.insecure.key(from: "", salt: [], count: 32)
            isDerived.raise()
        }
        // A derivation on any other thread takes microseconds.
        try await Task.sleep(for: .milliseconds(100))
        #expect(!isDerived.isRaised)
        gate.open()
        try await derivation.value
        for task in waiting { #expect(try await task.value == .opened) }
    }
}
