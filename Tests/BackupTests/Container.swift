@testable import Backup

/// A container in which everything can be wrong.
struct Container {
    var type = DERWriter.identifier(.authEnvelopedData)
    var version = DERWriter.integer(0)
    var recipients = [Recipient().encoded]
    var contentType = DERWriter.identifier(.symmetricKeyPackage)
    var cipher = DERWriter.identifier(.aes256GCM)
    var nonce = [UInt8](repeating: 1, count: 12)
    var tagLength = DERWriter.integer(16)
    var ciphertext = [UInt8](repeating: 2, count: 64)
    var tag = [UInt8](repeating: 3, count: 16)
    /// What comes between the contents and the tag, and behind it: authenticated and other attributes.
    var authenticatedAttributes: [UInt8] = []
    var attributes: [UInt8] = []
    /// What comes behind everything.
    var rest: [UInt8] = []

    var encoded: [UInt8] {
        let parameters = DERWriter.element(.sequence, [DERWriter.element(.octetString, nonce), tagLength])
        let content = DERWriter.element(
            .sequence,
            [
                contentType, DERWriter.element(.sequence, [cipher, parameters]),
                DERWriter.element(.primitiveContext(0), ciphertext),
            ])
        let data = DERWriter.element(
            .sequence,
            [
                version, DERWriter.element(.set, recipients), content, authenticatedAttributes,
                DERWriter.element(.octetString, tag), attributes,
            ])
        return DERWriter.element(.sequence, [type, DERWriter.element(.context(0), data)]) + rest
    }

    /// The container in a file.
    var file: [UInt8] {
        PEMDocument(preamble: [], der: encoded).encoded
    }

    /// A password recipient in which everything can be wrong.
    struct Recipient {
        var tag = DERTag.context(3)
        var version = DERWriter.integer(0)
        var derivation = DERWriter.identifier(.pbkdf2)
        var salt = [UInt8](repeating: 4, count: 16)
        var iterations = DERWriter.integer(1_000_000)
        var keyLength = DERWriter.integer(32)
        var function = DERWriter.algorithm(.hmacWithSHA512, [0x05, 0x00])
        var wrap = DERWriter.identifier(.passwordRecipientKeyWrap)
        var cipher = DERWriter.identifier(.aes256CBC)
        var vector = [UInt8](repeating: 5, count: 16)
        var encryptedKey = [UInt8](repeating: 6, count: 48)

        var encoded: [UInt8] {
            let parameters = DERWriter.element(
                .sequence, [DERWriter.element(.octetString, salt), iterations, keyLength, function])
            let wrapCipher = DERWriter.element(.sequence, [cipher, DERWriter.element(.octetString, vector)])
            return DERWriter.element(
                tag,
                [
                    version, DERWriter.element(.context(0), [derivation, parameters]),
                    DERWriter.element(.sequence, [wrap, wrapCipher]), DERWriter.element(.octetString, encryptedKey),
                ])
        }
    }
}
