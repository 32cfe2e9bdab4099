import FuzzTarget
@testable import KeyCryptography

/// A PKCS #12 file, up to its authentication code.
FuzzTarget.run(refusing: [CryptographyError.self], allocating: 256 << 10, perByte: 512) { bytes in
    _ = try PKCS12(bytes, password: "8-Tall-Giraffes", budget: IterationBudget(64))
}
