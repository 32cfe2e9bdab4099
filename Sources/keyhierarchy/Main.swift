import ArgumentParser
import Backup
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The entry: parses, runs, and says what went wrong in the words of the error itself.
@main
enum Main {
    static func main() async {
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

    private static func fail(_ message: String) -> Never {
        Console.standardError(message)
        KeyHierarchyTool.exit(withError: ExitCode.failure)
    }
}
