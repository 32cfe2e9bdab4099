import FuzzTarget
@testable import KeyCryptography

/// What a PKCS #12 file has in it, as somebody who knows the password could have written it.
private let password: Password = "8-Tall-Giraffes"

FuzzTarget.run(refusing: [CryptographyError.self], allocating: 8 << 20, perByte: 4096) { bytes in
    let mac = PKCS12MAC(.sha256, salt: [7], iterations: 1)
    let code = try bytes.withRawSpan { (bytes) throws(CryptographyError) in try mac.code(of: bytes, password: password)
    }
    let contents = DER.element(.context(0), DER.element(.octetString, bytes))
    let file = DER.sequence([
        DER.integer(3), DER.sequence([DER.identifier(.data), contents]), mac.encoded(code: code),
    ])
    let read = try PKCS12(file, password: password, budget: IterationBudget(64))
    precondition(read.certificate.isFor(read.key))
}
