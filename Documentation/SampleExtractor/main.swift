// Usage: SampleExtractor DIRECTORY PAGE...
// Writes, for each page, a Swift file with its program as a function, and one that names them all.
import Foundation

let directory = URL(fileURLWithPath: CommandLine.arguments[1])
let pages = try CommandLine.arguments.dropFirst(2).map { try Page(URL(fileURLWithPath: $0)) }

for page in pages {
    var imports: [String] = []
    var body: [String] = []
    for block in page.blocks(of: "swift") {
        // The compiler then speaks of the lines of the page.
        body.append("#sourceLocation(file: \"\(page.file.path)\", line: \(block.line))")
        for line in block.lines {
            let isImport = line.hasPrefix("import ")
            if isImport { imports.append(line) }
            body.append(isImport ? "" : line)
        }
        body.append("#sourceLocation()")
    }
    try write(imports + ["", "func program\(page.name)() async throws {"] + body + ["}"], to: page.name)
}

try write(
    ["/// The pages of the documentation, each with its program.", "let pages: [(file: String, program: Program)] = ["]
        + pages.map { "    (\"\($0.file.path)\", program\($0.name))," } + ["]"],
    to: "Pages")

func write(_ lines: [String], to name: String) throws {
    try lines.map { $0 + "\n" }.joined()
        .write(to: directory.appending(path: "\(name).swift"), atomically: true, encoding: .utf8)
}
