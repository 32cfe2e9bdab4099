import Foundation

/// The scripts that the tests of `TransactSQLSyntax` read and those of `TransactSQL` run.
public enum TestScripts {
    /// The names of all scripts, in their order.
    public static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path)
            .filter { $0.hasSuffix(".sql") }
            .map { String($0.dropLast(4)) }
            .sorted()
    }

    /// The text of a script.
    public static func text(of script: String) throws -> String {
        try String(contentsOf: directory.appending(path: script + ".sql"), encoding: .utf8)
    }

    private static var directory: URL {
        guard let resources = Bundle.module.resourceURL else { preconditionFailure("The bundle has no resources.") }
        return resources.appending(path: "Scripts")
    }
}
