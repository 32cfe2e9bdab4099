import Foundation
import Testing

@testable import SampleExtractor

/// The programs and the commands on the pages of the documentation, run as they stand, each page in a directory of its own.
@Suite struct DocumentedPagesTests {
    /// A program prints what the page says: its blocks of `text`.
    @Test(arguments: try pages(with: "swift"))
    func theProgramPrintsWhatThePageSays(page: Page) throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        let run = try tool.run(Tool.products.appending(path: "Samples").path, [page.file.path])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == page.text(of: "text"))
    }

    /// The commands on a page work, one after the other.
    @Test(arguments: try pages(with: "sh"))
    func theCommandsWork(page: Page) throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        let run = try tool.run("/bin/bash", ["-c", "set -euo pipefail\n" + page.text(of: "sh")])
        #expect(run.status == 0, "\(run.output)\n\(run.errors)")
    }

    @Test func theReadmeHasAProgram() throws {
        #expect(try Self.pages(with: "swift").contains { $0.name == "README" })
    }

    /// Returns the pages that have blocks of a language.
    private static func pages(with language: String) throws -> [Page] {
        let tool = try Tool()
        defer { tool.cleanUp() }
        return try tool("Samples").output.split(separator: "\n").map { try Page(URL(fileURLWithPath: String($0))) }
            .filter { !$0.blocks(of: language).isEmpty }
    }
}
