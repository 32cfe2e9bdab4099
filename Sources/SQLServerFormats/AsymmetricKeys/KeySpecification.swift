/// What an RSA key is for, in the words of Windows' CryptoAPI. It forbids nothing here.
public enum KeySpecification: UInt32, Hashable, Sendable {
    /// Encrypting and signing (`AT_KEYEXCHANGE`): what SQL Server writes into private key files.
    case keyExchange = 1
    /// Signing (`AT_SIGNATURE`).
    case signature = 2

    /// The algorithm that says so in the header of a key blob: `CALG_RSA_KEYX` or `CALG_RSA_SIGN`.
    var algorithm: UInt32 {
        switch self {
        case .keyExchange: 0xA400
        case .signature: 0x2400
        }
    }

    init?(algorithm: UInt32) {
        switch algorithm {
        case Self.keyExchange.algorithm: self = .keyExchange
        case Self.signature.algorithm: self = .signature
        default: return nil
        }
    }
}
