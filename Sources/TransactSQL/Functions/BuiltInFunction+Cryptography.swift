import KeyCryptography
import KeyHierarchy

extension BuiltInFunction {
    /// Functions of cryptography that need no key.
    static let cryptography: [String: BuiltInFunction] = [
        "hashbytes": BuiltInFunction(2...2, .varbinary(8000)) { call in
            guard let name = try call.text(0), let bytes = try call.bytes(1) else { return .null }
            let folded = name.trimmed.uppercased()
            guard folded != "MD2" else { throw NotModelled("HASHBYTES('MD2')", "libcrypto no longer has it.") }
            guard let digest = LegacyDigest(transactSQLName: folded) else { return .null }
            do {
                return .binary(try digest.hash(bytes))
            } catch let error as CryptographyError where error.code == .unsupported {
                throw NotModelled("HASHBYTES('\(folded)')", error.message)
            }
        }.taking(.bytesOrText, at: 1),
        "crypt_gen_random": BuiltInFunction(1...2, .varbinary(8000)) { call in
            // A seed stirs a generator that needs none; SQL Server takes it when it is as long as the result.
            guard let count = try call.int(0), (1...8000).contains(count) else { return .null }
            if call.arguments.count == 2 {
                guard let seed = try call.bytes(1), seed.count >= count else { return .null }
            }
            return .binary(try call.context.hierarchy.options.random.bytes(count))
        },
    ]
}
