#if DEBUG || InsecureTesting
public import KeyHierarchy

extension PasswordDerivation {
    /// A derivation that costs nothing and protects nothing: scrypt with N = 2, r = 1, p = 1.
    ///
    /// It exists in debug builds, and in others when a manifest enables the trait `InsecureTesting` of this package.
    /// Without it a release build that reaches for it does not compile.
    public static let insecureForTesting = insecure
}
#endif
