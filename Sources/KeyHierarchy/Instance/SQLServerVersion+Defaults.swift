// What differs from one version to another in what is made here.
extension SQLServerVersion {
    /// The length in bits of the RSA key of a certificate that is created.
    var certificateKeyLength: Int {
        self >= .sql2022 ? 3072 : 2048
    }

    /// Whether a certificate that is created is signed with SHA-1, and no better.
    var signsWithSHA1: Bool {
        self < .sql2017
    }
}
