extension Password {
    /// Returns the text as SQL Server hashes it: UTF-16, little-endian, without a byte order mark or an end.
    ///
    /// - Parameter suffix: Bytes that follow the text: a salt.
    func utf16LittleEndian(followedBy suffix: [UInt8] = []) -> SecretBytes {
        withText { text in
            var textCount = 0
            var scalars = text.makeUnicodeScalarIterator()
            while let scalar = scalars.next() { textCount += 2 * UTF16.width(scalar) }
            let bytes = SecretBytes(zeroCount: textCount + suffix.count)
            var offset = 0
            scalars = text.makeUnicodeScalarIterator()
            while let scalar = scalars.next() {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    unsafe bytes.mutableBytes[offset] = UInt8(truncatingIfNeeded: unit)
                    unsafe bytes.mutableBytes[offset + 1] = UInt8(truncatingIfNeeded: unit >> 8)
                    offset += 2
                }
            }
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes.mutableBytes[textCount...]).copyBytes(from: suffix)
            return bytes
        }
    }
}
