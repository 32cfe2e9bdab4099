import Foundation

/// A page of the documentation, and the blocks of code in it.
///
/// All blocks of a language form one text, in their order: what stands on a page is one program, or one script. A block
/// within an HTML comment, `<!-- swift` to `-->`, belongs to it too, and is not shown: what every reader would skip.
struct Page: Sendable, CustomStringConvertible {
    /// A block of code.
    struct Block: Sendable {
        /// The number of its first line on the page, from 1 on.
        let line: Int
        let lines: [String]
    }

    let file: URL
    private let lines: [String]

    init(_ file: URL) throws {
        self.file = file
        lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    }

    /// The name of the page: that of its file, without the extension, behind the module's for an article. A page of the
    /// house and the landing page of a module may have one name.
    var name: String {
        let folder = file.deletingLastPathComponent()
        let module = folder.pathExtension == "docc" ? folder.deletingPathExtension().lastPathComponent : ""
        return module + file.deletingPathExtension().lastPathComponent
    }

    var description: String {
        name
    }

    /// Returns the blocks of a language.
    func blocks(of language: String) -> [Block] {
        var blocks: [Block] = []
        var rest = lines[...]
        while let start = rest.firstIndex(where: { ["```\(language)", "<!-- \(language)"].contains($0) }) {
            let end = lines[start] == "```\(language)" ? "```" : "-->"
            let body = lines[(start + 1)...].prefix { $0 != end }
            blocks.append(Block(line: body.startIndex + 1, lines: Array(body)))
            rest = lines[body.endIndex...]
        }
        return blocks
    }

    /// Returns the text that all blocks of a language form.
    func text(of language: String) -> String {
        blocks(of: language).flatMap(\.lines).map { $0 + "\n" }.joined()
    }
}
