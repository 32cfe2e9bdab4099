#if os(Linux)

import Foundation
import Glibc
import KeyCryptography

/// The memory of this process as the kernel shows it: proc_pid_smaps(5) and proc_pid_mem(5).
enum ProcessMemory {
    struct Mapping {
        let addresses: Range<UInt>
        let isReadable: Bool
        let isWritable: Bool
        /// `VmFlags`, such as `lo` and `dd`.
        let flags: Set<Substring>

        /// Whether a secret can be there: no heap has a mapping of that size, but a sanitizer's own tables have terabytes.
        var isSearched: Bool {
            addresses.count <= 16 << 30
        }

        var isLocked: Bool {
            flags.contains("lo")
        }

        var isLeftOutOfDumps: Bool {
            flags.contains("dd")
        }
    }

    /// Whether this process may lock as much memory as the arena takes.
    static var mayBeLocked: Bool {
        var limit = rlimit()
        return unsafe getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit) == 0
            && (limit.rlim_cur >= 2 << 20 || geteuid() == 0)
    }

    static func mappings() throws -> [Mapping] {
        var mappings: [Mapping] = []
        var header: (addresses: Range<UInt>, permissions: Substring)?
        // Files of proc(5) say that they are empty, so they have to be read to their end.
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps"))
        let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            if words[0] == "VmFlags:", let (addresses, permissions) = header {
                mappings.append(
                    Mapping(
                        addresses: addresses,
                        isReadable: permissions.hasPrefix("r"),
                        isWritable: permissions.dropFirst().hasPrefix("w"),
                        flags: Set(line.split(separator: " ").dropFirst())
                    ))
            } else if let range = addresses(words[0]), words.count > 1 {
                header = (range, words[1])
            }
        }
        return mappings
    }

    /// The mapping that holds the secret.
    static func mapping(of secret: borrowing SecretBytes) throws -> Mapping? {
        let address = unsafe secret.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        return try mappings().first { $0.addresses.contains(address) }
    }

    private static func addresses(_ word: Substring) -> Range<UInt>? {
        let ends = word.split(separator: "-")
        guard ends.count == 2, let start = UInt(ends[0], radix: 16), let end = UInt(ends[1], radix: 16), start < end
        else { return nil }
        return start..<end
    }
}

/// A secret to look for in all that this process may write to, kept as its complement so as not to be found itself.
///
/// The end of the secret stands for all of it: an allocator writes its own notes over the start of what is freed.
struct Trace {
    private static let length = 16

    private let complement: [UInt8]

    init(of secret: borrowing SecretBytes) {
        complement = secret.withBytes { bytes in
            bytes.byteOffsets.suffix(Self.length).map { unsafe ~bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }

    /// A trace of the bytes whose complement is given.
    init(ofComplement bytes: [UInt8]) {
        complement = bytes.suffix(Self.length)
    }

    /// Whether the secret is anywhere in the memory that was mapped.
    ///
    /// The mappings are asked for before the secret ends, and nothing is allocated here, lest the search itself be what
    /// overwrites the secret.
    func isFound(in mappings: [ProcessMemory.Mapping]) throws -> Bool {
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
