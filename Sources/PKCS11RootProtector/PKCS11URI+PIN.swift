#if PKCS11
import DurableFiles
public import KeyCryptography

extension PKCS11URI {
    /// The most bytes of a file that holds a PIN.
    private static let maximumPINSize = 1024

    /// Reads the PIN from the file that ``pinSource`` names.
    ///
    /// - Returns: What the file holds, without one end of line; `nil` when the URI names no file.
    /// - Throws: ``TokenError/Code-swift.struct/pinUnavailable`` when the file cannot be read, is empty, has more than 1,024
    ///   bytes, or can be read by group or others.
    public func readPIN() throws(TokenError) -> Password? {
        guard let pinSource else { return nil }
        do {
            let bytes = try DurableFile.readSecret(pinSource, limit: Self.maximumPINSize, requiresPrivacy: true)
            let count = bytes.withBytes { bytes in
                let line = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
                var count = bytes.byteCount
                for end in line where count > 0 && bytes.last(of: count) == end { count -= 1 }
                return count
            }
            guard count > 0 else { throw TokenError.emptyPINFile(pinSource) }
            return try Password(utf8: bytes.prefix(count))
        } catch let error as FileError {
            throw .pinFile(error)
        } catch let error as TokenError {
            throw error
        } catch {
            throw TokenError(.pinUnavailable, "The PIN file \(pinSource) holds no text.", cause: error)
        }
    }
}

extension RawSpan {
    /// The last byte of the first `count`, of which there must be so many.
    fileprivate func last(of count: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: count - 1, as: UInt8.self)
    }
}
#endif
