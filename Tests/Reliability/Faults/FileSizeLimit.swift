#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The limit on the size of every file that this process writes.
enum FileSizeLimit {
    /// Sets the limit, in bytes; `nil` for none.
    static func set(_ bytes: Int?) throws {
        // Otherwise the process ends at the limit, where the system should say EFBIG.
        _ = signal(SIGXFSZ, SIG_IGN)
        #if canImport(Glibc)
        let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
        let resource = RLIMIT_FSIZE
        #endif
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { throw Violation("The limit is unknown.") }
        limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
        guard unsafe setrlimit(resource, &limit) == 0 else { throw Violation("The limit cannot be set.") }
    }
}
