import COpenSSL

extension X509Certificate {
    /// Makes a certificate as ``selfSigned(commonName:notBefore:notAfter:key:serialNumber:)`` does, but signed with SHA-1, as
    /// servers up to SQL Server 2016 sign theirs.
    package static func legacySelfSignedWithSHA1(
        commonName: String,
        notBefore: Int,
        notAfter: Int,
        key: RSAPrivateKey,
        serialNumber: [UInt8]
    ) throws(CryptographyError) -> X509Certificate {
        unsafe try selfSigned(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter, key: key, serialNumber: serialNumber,
            digest: EVP_sha1())
    }
}
