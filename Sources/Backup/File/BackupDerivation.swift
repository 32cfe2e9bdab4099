public import KeyCryptography

/// How much work stands between a thief of a backup file and its password: iterations of PBKDF2-HMAC-SHA-512, the one
/// derivation that all readers of the container share.
public struct BackupDerivation: Hashable, Sendable {
    /// The number of iterations.
    public let iterations: Int

    private init(unchecked iterations: Int) {
        self.iterations = iterations
    }

    /// 600,000 iterations.
    public static let standard = BackupDerivation(unchecked: Int(PasswordDerivation.defaultIterations))

    /// One iteration, which protects nothing, for this package's own tests.
    package static let insecure = BackupDerivation(unchecked: 1)

    /// The given number of iterations, from 210,000 to 5,000,000.
    ///
    /// - Parameter iterations: The number of iterations; the time of a guess, and of opening the backup, grows with it.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `unsupported` below that range, `tooCostly`
    ///   above.
    public init(iterations: Int) throws(CryptographyError) {
        _ = try PasswordDerivation.pbkdf2(iterations: iterations)
        self.iterations = iterations
    }
}
