#if os(Linux)

import Foundation
import Glibc
package import KeyCryptography

/// A secret to look for in all that this process may write to, kept as its complement so as not to be found itself.
///
/// The end of the secret stands for all of it: an allocator writes its own notes over the start of what is freed.
package struct Trace: Sendable {
    private static let length = 16

    private let complement: [UInt8]

    package init(of secret: borrowing SecretBytes) {
        complement = secret.withBytes { bytes in
            bytes.byteOffsets.suffix(Self.length).map { unsafe ~bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    /// A trace of the bytes whose complement is given.
    package init(ofComplement bytes: [UInt8]) {
        complement = bytes.suffix(Self.length)
    }

    /// Whether the secret is anywhere in the memory that was mapped.
    ///
    /// The mappings are asked for before the secret ends, and nothing is allocated here, lest the search itself be what
    /// overwrites the secret.
    package func isFound(in mappings: [ProcessMemory.Mapping]) throws -> Bool {
        let memory = unsafe open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(memory) }
        // What is read passes through this window, so it must not be looked into, and is wiped.
        let size = 1 << 20
        guard
            let base = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe base != MAP_FAILED
        else { throw POSIXError(.ENOMEM) }
        let window = unsafe UnsafeMutableRawBufferPointer(start: base, count: size)
        defer {
            unsafe window.initializeMemory(as: UInt8.self, repeating: 0)
            unsafe munmap(base, size)
        }
        let start = UInt(bitPattern: window.baseAddress)
        for mapping in mappings where mapping.isReadable && mapping.isWritable && mapping.isSearched {
            let before = mapping.addresses.clamped(to: 0..<start)
            let after = mapping.addresses.clamped(to: (start + UInt(size))..<UInt.max)
            for addresses in [before, after] where unsafe isFound(in: addresses, of: memory, through: window) {
                return true
            }
        }
        return false
    }

    private func isFound(
        in addresses: Range<UInt>,
        of memory: Int32,
        through window: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var position = addresses.lowerBound
        while position < addresses.upperBound, addresses.upperBound - position >= UInt(complement.count) {
            let wanted = min(window.count, Int(addresses.upperBound - position))
            let got = unsafe pread(memory, window.baseAddress, wanted, off_t(position))
            // Another thread may have given the memory back meanwhile.
            if got < complement.count { return false }
            if unsafe isFound(in: UnsafeRawBufferPointer(rebasing: window[..<got])) { return true }
            position += UInt(got - complement.count + 1)
        }
        return false
    }

    private func isFound(in bytes: UnsafeRawBufferPointer) -> Bool {
        // The byte to look for first: memory is full of zeros, each of which would have to be looked at.
        guard let anchor = complement.firstIndex(where: { $0 != 0xFF }) else { return false }
        var rest = unsafe bytes
        while rest.count >= complement.count, let start = rest.baseAddress,
            let candidate = unsafe memchr(
                start + anchor, Int32(~complement[anchor]), rest.count - complement.count + 1)
        {
            let offset = unsafe UnsafeRawPointer(candidate) - start - anchor
            if complement.indices.allSatisfy({ unsafe rest[offset + $0] == ~complement[$0] }) { return true }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[(offset + 1)...])
        }
        return false
    }
}

#endif
