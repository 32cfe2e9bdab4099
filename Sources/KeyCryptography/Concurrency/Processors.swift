#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The processors of this machine.
package enum Processors {
    /// How many there are.
    package static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
