import KeyCryptography

@testable import Backup

/// A container in which everything can be wrong.
struct Container {
    var type = DER.identifier(.authEnvelopedData)
    var version = DER.integer(0)
    var recipients = [Recipient().encoded]
    var contentType = DER.identifier(.symmetricKeyPackage)
    var cipher = DER.identifier(.aes256GCM)
    var nonce = [UInt8](repeating: 1, count: 12)
    var tagLength = DER.integer(16)
    var ciphertext = [UInt8](repeating: 2, count: 64)
    var tag = [UInt8](repeating: 3, count: 16)
    /// What comes between the contents and the tag, and behind it: authenticated and other attributes.
    var authenticatedAttributes: [UInt8] = []
    var attributes: [UInt8] = []
    /// What comes behind everything.
    var rest: [UInt8] = []

    var encoded: [UInt8] {
        let parameters = DER.sequence([DER.element(.octetString, nonce), tagLength])
        let content = DER.element(
            .sequence,
            [
                contentType, DER.sequence([cipher, parameters]),
                DER.element(.primitiveContext(0), ciphertext),
            ])
        let data = DER.element(
            .sequence,
            [
                version, DER.element(.set, recipients), content, authenticatedAttributes,
                DER.element(.octetString, tag), attributes,
            ])
        return DER.sequence([type, DER.element(.context(0), data)]) + rest
    }

    /// The container in a file.
    var file: [UInt8] {
        PEMDocument(preamble: [], der: encoded).encoded
    }

    /// A password recipient in which everything can be wrong.
    struct Recipient {
        var tag = DERTag.context(3)
        var version = DER.integer(0)
        var derivation = DER.identifier(.pbkdf2)
        var salt = [UInt8](repeating: 4, count: 16)
        var iterations = DER.integer(1_000_000)
        var keyLength = DER.integer(32)
        var function = DER.algorithm(.hmacWithSHA512, [0x05, 0x00])
        var wrap = DER.identifier(.passwordRecipientKeyWrap)
        var cipher = DER.identifier(.aes256CBC)
        var vector = [UInt8](repeating: 5, count: 16)
        var encryptedKey = [UInt8](repeating: 6, count: 48)

        var encoded: [UInt8] {
            let parameters = DER.sequence([DER.element(.octetString, salt), iterations, keyLength, function])
            let wrapCipher = DER.sequence([cipher, DER.element(.octetString, vector)])
            return DER.element(
                tag,
                [
                    version, DER.element(.context(0), [derivation, parameters]),
                    DER.sequence([wrap, wrapCipher]), DER.element(.octetString, encryptedKey),
                ])
        }
    }
}
