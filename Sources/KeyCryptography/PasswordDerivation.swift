import COpenSSL

/// How a password becomes a key: a derivation function and what it costs, without the salt.
///
/// The cost is what stands between a thief of the stored bytes and the password. It is stored with everything that was
/// derived, so that it can be raised later. Stored costs are bounded *before* deriving, so that hostile bytes cannot
/// exhaust memory or time.
public struct PasswordDerivation: Hashable, Sendable {
    /// A derivation function and its parameters.
    package enum Function: Hashable, Sendable {
        /// scrypt (RFC 7914): N is 2 to the power of `logCost`.
        case scrypt(logCost: UInt8, blockSize: UInt8, parallelization: UInt8)
        /// PBKDF2 (RFC 8018) over HMAC with the given hash function.
        case pbkdf2(Digest, iterations: UInt32)
    }

    package let function: Function

    package init(_ function: Function) {
        self.function = function
    }

    /// scrypt with N = 2^17, r = 8, p = 1: 128 MiB of memory. The default for passwords that protect stored keys.
    public static let scrypt = PasswordDerivation(.scrypt(logCost: 17, blockSize: 8, parallelization: 1))

    /// PBKDF2-HMAC-SHA-512 with 600,000 iterations, where FIPS algorithms are required, and for backup files, whose
    /// readers share no other function.
    public static let pbkdf2 = PasswordDerivation(.pbkdf2(.sha512, iterations: defaultIterations))

    /// PBKDF2-HMAC-SHA-512 with the given number of iterations, from 210,000 (OWASP's minimum for this function) to
    /// 5,000,000.
    ///
    /// - Parameter iterations: How many times HMAC is applied; the time of a guess grows with it.
    /// - Throws: ``CryptographyError/Code-swift.struct/tooCostly`` above, `unsupported` below that range.
    public static func pbkdf2(iterations: Int) throws(CryptographyError) -> PasswordDerivation {
        guard iterations >= recommendedIterations else {
            throw CryptographyError(
                .unsupported, "\(iterations) iterations are too few: use at least \(recommendedIterations).")
        }
        let derivation = PasswordDerivation(.pbkdf2(.sha512, iterations: UInt32(clamping: iterations)))
        try derivation.checkCost()
        return derivation
    }

    /// Whether a guess of the password costs less than another derivation asks for.
    ///
    /// Two functions have no common measure: memory stands against processors, and PBKDF2 is chosen where no other function is
    /// allowed. So of two functions each is below the other. scrypt is below scrypt when it takes less memory (128 · r · N), or
    /// goes over less in all (that times p); PBKDF2 is below PBKDF2 when it has fewer iterations, or another hash function.
    ///
    /// - Parameter standard: The derivation that new passwords get.
    public func isBelow(_ standard: PasswordDerivation) -> Bool {
        switch (function, standard.function) {
        case (
            .scrypt(let logCost, let blockSize, let parallelization),
            .scrypt(let otherLogCost, let otherSize, let other)
        ):
            let memory = Double(blockSize) * Double(sign: .plus, exponent: Int(logCost), significand: 1)
            let wanted = Double(otherSize) * Double(sign: .plus, exponent: Int(otherLogCost), significand: 1)
            return memory < wanted || memory * Double(parallelization) < wanted * Double(other)
        case (.pbkdf2(let digest, let iterations), .pbkdf2(let otherDigest, let wanted)):
            return digest != otherDigest || iterations < wanted
        case (.scrypt, .pbkdf2), (.pbkdf2, .scrypt):
            return true
        }
    }

    /// A derivation that costs nothing and protects nothing, for this package's own tests.
    package static let insecure = PasswordDerivation(.scrypt(logCost: 1, blockSize: 1, parallelization: 1))

    /// The iterations of PBKDF2 by default.
    package static let defaultIterations: UInt32 = 600_000
    /// The fewest iterations of PBKDF2-HMAC-SHA-512 that OWASP's Password Storage Cheat Sheet recommends.
    package static let recommendedIterations: UInt32 = 210_000
    /// The most iterations of PBKDF2 that are carried out for stored bytes: a few seconds.
    package static let maximumIterations: UInt32 = 5_000_000
    /// The most memory in bytes that scrypt may take for stored bytes.
    package static let maximumMemory = 512 << 20
    /// The most passes over that memory.
    package static let maximumParallelization: UInt8 = 4

    /// Refuses parameters above the ceilings, and those that the function does not define.
    package func checkCost() throws(CryptographyError) {
        switch function {
        case .scrypt(let logCost, let blockSize, let parallelization):
            guard logCost >= 1, blockSize >= 1, parallelization >= 1 else {
                throw CryptographyError(.malformed, "The scrypt parameters are not valid: each must be at least 1.")
            }
            // RFC 7914 section 2: N is less than 2^(128 * r / 8).
            guard Int(logCost) < 16 * Int(blockSize) else {
                throw CryptographyError(.malformed, "The scrypt parameters are not valid: N is too large for r.")
            }
            guard logCost < 40, (128 * Int(blockSize)) << Int(logCost) <= Self.maximumMemory,
                parallelization <= Self.maximumParallelization
            else {
                throw CryptographyError(
                    .tooCostly,
                    "The scrypt parameters (2^\(logCost), \(blockSize), \(parallelization)) are above the ceiling.")
            }
        case .pbkdf2(_, let iterations):
            guard iterations >= 1 else {
                throw CryptographyError(.malformed, "PBKDF2 needs at least one iteration.")
            }
            guard iterations <= Self.maximumIterations else {
                throw CryptographyError(
                    .tooCostly,
                    "\(iterations) PBKDF2 iterations are above the ceiling of \(Self.maximumIterations).")
            }
        }
    }

    /// Derives `count` bytes on a thread of its own pool, never on Swift concurrency's.
    ///
    /// - Throws: ``CryptographyError``, or `CancellationError` when the task was cancelled before the work began.
    package func key(from password: Password, salt: [UInt8], count: Int) async throws -> SharedSecret {
        try checkCost()
        return try await DerivationThreads.shared.run {
            SharedSecret(try self.deriveBlocking(from: password, salt: salt, count: count))
        }
    }

    private func deriveBlocking(
        from password: Password,
        salt: [UInt8],
        count: Int
    ) throws(CryptographyError) -> SecretBytes {
        unsafe try SecretBytes(count: count) { output throws(CryptographyError) in
            unsafe try password.withUnsafeBytes { password throws(CryptographyError) in
                switch function {
                case .scrypt(let logCost, let blockSize, let parallelization):
                    let status = unsafe EVP_PBE_scrypt(
                        password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                        1 << UInt64(logCost), UInt64(blockSize), UInt64(parallelization),
                        UInt64(Self.maximumMemory) + (1 << 20),
                        output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count)
                    try CryptographyError.check(status == 1, "scrypt")
                case .pbkdf2(let digest, let iterations):
                    unsafe try KeyDerivation.pbkdf2(
                        digest, from: password, salt: salt, iterations: iterations, into: output)
                }
            }
        }
    }
}

extension PasswordDerivation: CustomStringConvertible {
    /// The function and its parameters, such as "scrypt (N = 2^17, r = 8, p = 1)".
    public var description: String {
        switch function {
        case .scrypt(let logCost, let blockSize, let parallelization):
            "scrypt (N = 2^\(logCost), r = \(blockSize), p = \(parallelization))"
        case .pbkdf2(let digest, let iterations):
            "PBKDF2-HMAC-\(digest.hashName) (\(iterations) iterations)"
        }
    }
}

extension Digest {
    /// The name of the hash function in RFC 8018.
    fileprivate var hashName: String {
        switch self {
        case .sha256: "SHA-256"
        case .sha384: "SHA-384"
        case .sha512: "SHA-512"
        }
    }
}
