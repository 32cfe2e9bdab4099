import ArgumentParser
import Backup
import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The entry: parses, runs, and says what went wrong in the words of the error itself.
@main
enum Main {
    static func main() async {
        refuseCoreDumps()
        do {
            var command = try KeyHierarchyTool.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as HierarchyError {
            fail(error.description)
        } catch let error as BackupError {
            fail(error.description)
        } catch let error as CryptographyError {
            fail(error.description)
        } catch let error as ToolError {
            fail(error.description)
        } catch is CancellationError {
            fail("Cancelled. Nothing was changed.")
        } catch {
            // Usage, help, versions and exit codes: the parser knows how to say and how to end these.
            KeyHierarchyTool.exit(withError: error)
        }
    }

    /// The secure heap is left out of core dumps, but not what libcrypto keeps of a key while it works with it.
    private static func refuseCoreDumps() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
        // Glibc types the constant as an enumeration and the parameter as a number.
        let core = __rlimit_resource_t(RLIMIT_CORE.rawValue)
        #else
        let core = RLIMIT_CORE
        #endif
        unsafe setrlimit(core, &none)
    }

    private static func fail(_ message: String) -> Never {
        Console.standardError(message)
        KeyHierarchyTool.exit(withError: ExitCode.failure)
    }
}
