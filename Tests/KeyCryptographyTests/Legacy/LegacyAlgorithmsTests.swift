import COpenSSL
import KeyCryptography
import Testing

/// The algorithms of old formats, with the examples of the documents that define them.
@Suite(.enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."))
struct LegacyAlgorithmsTests {
    /// "abc": RFC 1320 and RFC 1321, appendix A.5; FIPS 180-4's examples at NIST.
    @Test(arguments: [
        (LegacyDigest.md4, "a448017aaf21d8525fc10ae87aa6729d"),
        (.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func hashesThePublishedExamples(digest: LegacyDigest, expected: String) throws {
        let message = Array("abc".utf8)
        let bytes = try #require(Hex(digits: expected)).bytes
        #expect(try digest.hash(message) == bytes)
        #expect(try digest.hash(SecretBytes(message)).array == bytes)
    }

    /// The start of the key stream in RFC 6229 section 2 for the key of 128 bits that counts from 1.
    @Test func encryptsThePublishedExample() throws {
        let key = SecretBytes(Array(1...16))
        let zeros = [UInt8](repeating: 0, count: 32)
        let stream = try zeros.withRawSpan { (bytes) throws(CryptographyError) in
            try RC4.apply(to: bytes, key: key)
        }
        let expected = try #require(
            Hex(digits: "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c")
        ).bytes
        #expect(stream.array == expected)
    }

    @Test func nothingElseInTheProcessFindsThem() throws {
        _ = try LegacyDigest.md4.hash([])
        let cipher = unsafe EVP_CIPHER_fetch(nil, "RC4", nil)
        let digest = unsafe EVP_MD_fetch(nil, "MD4", nil)
        ERR_clear_error()
        #expect(unsafe cipher == nil)
        #expect(unsafe digest == nil)
    }
}

/// What libcrypto's legacy provider has.
enum LegacyAlgorithms {
    static let areInstalled = (try? LegacyDigest.md4.hash([])) != nil
}
