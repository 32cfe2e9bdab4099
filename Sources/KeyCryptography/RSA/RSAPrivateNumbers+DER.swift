extension RSAPrivateNumbers {
    /// The most bytes of an encoding that are read.
    private static let maximumEncodedCount = 8192

    /// Reads a PrivateKeyInfo (PKCS #8, RFC 5208 section 5).
    ///
    /// - Parameter der: The DER encoding and nothing behind it, of at most 8,192 bytes. Attributes are ignored.
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when it is none, `unsupported` when the key is not an
    ///   RSA key with two primes of equal length, of 384 to 4,096 bits, with a public exponent of 32 bits.
    package init(pkcs8 der: borrowing SecretBytes) throws(CryptographyError) {
        let key = try der.withBytes { (bytes) throws(CryptographyError) in
            var reader = try Self.reader(of: bytes)
            // 1 since RFC 5958, which may add a public key.
            guard let version = try reader.smallInteger(in: bytes), version <= 1 else { throw DER.malformed }
            try reader.rsaEncryption(in: bytes)
            let key = try reader.next(.octetString, in: bytes)
            for tag in [Self.attributes, Self.publicKey] where reader.peek(in: bytes) == tag {
                _ = try reader.next(tag, in: bytes)
            }
            try reader.finish()
            return key
        }
        try self.init(pkcs1: der, in: key)
    }

    /// Reads an RSAPrivateKey of PKCS #1 (RFC 8017 appendix A.1.2).
    ///
    /// - Parameter der: The DER encoding and nothing behind it, of at most 8,192 bytes.
    /// - Throws: As ``init(pkcs8:)``.
    package init(pkcs1 der: borrowing SecretBytes) throws(CryptographyError) {
        try self.init(pkcs1: der, in: 0..<der.count)
    }

    private init(pkcs1 der: borrowing SecretBytes, in range: Range<Int>) throws(CryptographyError) {
        let (numbers, publicExponent) = try der.withBytes { (bytes) throws(CryptographyError) in
            var reader = try Self.reader(of: bytes, in: range)
            guard try reader.smallInteger(in: bytes) == 0 else {
                throw CryptographyError(.unsupported, "An RSA key with more than two primes is not supported.")
            }
            let modulus = try reader.unsignedInteger(in: bytes)
            let publicExponent = try reader.publicExponent(in: bytes)
            let privateExponent = try reader.unsignedInteger(in: bytes)
            var numbers = [modulus]
            for _ in 2..<Self.count { numbers.append(try reader.unsignedInteger(in: bytes)) }
            try reader.finish()
            return (numbers + [privateExponent], publicExponent)
        }
        let modulusBitCount = der.withBytes { bytes in
            numbers[0].count * 8 - (numbers[0].first.map { bytes.byte(at: $0).leadingZeroBitCount } ?? 0)
        }
        try RSAPublicKey.check(bitCount: modulusBitCount)
        for (index, number) in numbers.enumerated() {
            guard number.count <= Self.width(of: index, modulusBitCount: modulusBitCount) else {
                throw CryptographyError(.unsupported, "An RSA key with primes of unequal length is not supported.")
            }
        }
        let bytes = SecretBytes(count: Self.byteCount(modulusBitCount: modulusBitCount)) { output in
            der.withBytes { bytes in
                var start = 0
                for (index, number) in numbers.enumerated() {
                    for (offset, position) in number.reversed().enumerated() {
                        output.storeBytes(of: bytes.byte(at: position), toByteOffset: start + offset, as: UInt8.self)
                    }
                    start += Self.width(of: index, modulusBitCount: modulusBitCount)
                }
            }
        }
        try self.init(modulusBitCount: modulusBitCount, publicExponent: publicExponent, bytes: bytes)
    }

    /// The PrivateKeyInfo of PKCS #8, without attributes.
    package func pkcs8() -> SecretBytes {
        let version = DER.integer(0)
        let keyCount = pkcs1Count
        let keyHeader = DER.header(.octetString, count: keyCount)
        let count = version.count + RSAPublicKey.algorithmIdentifier.count + keyHeader.count + keyCount
        let header = DER.header(.sequence, count: count)
        return SecretBytes(count: header.count + count) { output in
            var position = 0
            for part in [header, version, RSAPublicKey.algorithmIdentifier, keyHeader] {
                output.append(part, at: &position)
            }
            writePKCS1(into: &output, at: &position)
        }
    }

    /// The numbers in the order of an RSAPrivateKey, but for the version and the public exponent.
    private static let order = [0, 6, 1, 2, 3, 4, 5]

    private var pkcs1Contents: Int {
        let fixed = DER.integer(0).count + exponentElement.count
        return Self.order.reduce(fixed) { count, index in
            let contents = contentCount(of: index)
            return count + DER.header(.integer, count: contents).count + contents
        }
    }

    private var pkcs1Count: Int {
        DER.header(.sequence, count: pkcs1Contents).count + pkcs1Contents
    }

    private var exponentElement: [UInt8] {
        DER.integer(UInt64(publicExponent))
    }

    private func writePKCS1(into output: inout MutableRawSpan, at position: inout Int) {
        output.append(DER.header(.sequence, count: pkcs1Contents), at: &position)
        output.append(DER.integer(0), at: &position)
        for index in Self.order {
            let contents = contentCount(of: index)
            output.append(DER.header(.integer, count: contents), at: &position)
            bytes.withBytes { bytes in
                let number = range(of: index)
                // One byte more than the number may have is the zero that keeps it from being negative.
                for offset in (0..<contents).reversed() {
                    let byte = offset < number.count ? bytes.byte(at: number.lowerBound + offset) : 0
                    output.storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
                    position += 1
                }
            }
            if index == 0 { output.append(exponentElement, at: &position) }
        }
    }

    /// The length of the contents of the INTEGER that a number becomes.
    private func contentCount(of index: Int) -> Int {
        bytes.withBytes { bytes in
            let number = range(of: index)
            guard let highest = number.last(where: { bytes.byte(at: $0) != 0 }) else { return 1 }
            return highest - number.lowerBound + 1 + (bytes.byte(at: highest) & 0x80 == 0 ? 0 : 1)
        }
    }

    private static let attributes = DERTag.context(0)
    private static let publicKey = DERTag.primitiveContext(1)

    /// A reader of what is in the one SEQUENCE of a range.
    private static func reader(of bytes: RawSpan, in range: Range<Int>? = nil) throws(CryptographyError) -> DERReader {
        let range = range ?? 0..<bytes.byteCount
        guard range.count <= maximumEncodedCount else { throw DER.malformed }
        var outer = DERReader(range)
        let inner = try outer.descend(.sequence, in: bytes)
        try outer.finish()
        return inner
    }
}

extension MutableRawSpan {
    /// Writes bytes that are no secret, and goes behind them.
    fileprivate mutating func append(_ bytes: [UInt8], at position: inout Int) {
        for byte in bytes {
            storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
            position += 1
        }
    }
}
