#if DEBUG || InsecureTesting
public import Backup

extension BackupDerivation {
    /// A derivation that costs nothing and protects nothing: one iteration of PBKDF2-HMAC-SHA-512.
    ///
    /// It exists where `PasswordDerivation.insecureForTesting` does. A backup that was made with it opens
    /// everywhere, with a warning.
    public static let insecureForTesting = insecure
}
#endif
