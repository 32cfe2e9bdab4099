import FuzzTarget
@testable import KeyCryptography
@testable import SQLServerFormats

/// A private key file. RC4 authenticates nothing, so what is encrypted changes with the input, bit by bit.
FuzzTarget.run(refusing: [CryptographyError.self], allocating: 8 << 20, perByte: 4096) { bytes in
    let file = try PrivateKeyFile(bytes)
    let key = try file.key(password: "8-Tall-Giraffes")
    let again = try PrivateKeyFile.encrypt(key, password: "8-Tall-Giraffes", keySpecification: file.keySpecification)
    let same = try PrivateKeyFile(again).key(password: "8-Tall-Giraffes")
    precondition(same.publicKey == key.publicKey)
}
