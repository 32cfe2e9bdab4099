#if os(Linux)

import Foundation
import Glibc
package import KeyCryptography

/// The memory of this process as the kernel shows it: proc_pid_smaps(5) and proc_pid_mem(5).
package enum ProcessMemory {
    package struct Mapping {
        package let addresses: Range<UInt>
        package let isReadable: Bool
        package let isWritable: Bool
        /// `VmFlags`, such as `lo` and `dd`.
        let flags: Set<Substring>

        /// Whether a secret can be there: no heap has a mapping of that size, but a sanitizer's own tables have terabytes.
        package var isSearched: Bool {
            addresses.count <= 16 << 30
        }

        package var isLocked: Bool {
            flags.contains("lo")
        }

        package var isLeftOutOfDumps: Bool {
            flags.contains("dd")
        }
    }

    /// Whether this process may lock as much memory as the arena takes.
    package static var mayBeLocked: Bool {
        var limit = rlimit()
        return unsafe getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit) == 0
            && (limit.rlim_cur >= 2 << 20 || geteuid() == 0)
    }

    package static func mappings() throws -> [Mapping] {
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
    package static func mapping(of secret: borrowing SecretBytes) throws -> Mapping? {
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

#endif
