/// Hexadecimal digits in lower case.
enum Hexadecimal {
    /// Returns two digits for each byte.
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
