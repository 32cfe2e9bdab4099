import ArgumentParser
import DurableFiles

/// Where a picture or a report goes.
struct ResultFileOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write; the terminal without it.", valueName: "file"))
    var output: String?

    @Flag(help: "Replace a file of the same sort that is there already, and no other.")
    var overwrite = false

    /// Writes the result to its place.
    ///
    /// A file is replaced only when it begins as this one does: a typing error must not cost a backup or a store.
    func write(_ text: String) throws {
        guard let output else { return try Console.standardOutput(text, terminator: "") }
        let isReplaced = overwrite && DurableFile.isPresent(output)
        if isReplaced, try !beginsAlike(text, output) {
            throw ToolError("\(output) is another sort of file, which stays as it is. Name another one.")
        }
        do {
            unsafe try DurableFile.create(
                at: output, contents: text.utf8Span.span.bytes, existing: isReplaced ? .replace : .keep)
        } catch  where error.reason == .exists {
            throw ToolError("There is a file \(output) already. Name another one, or give --overwrite.")
        } catch {
            throw ToolError(error.description)
        }
    }

    private func beginsAlike(_ text: String, _ path: String) throws -> Bool {
        let firstLine = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        do {
            return try DurableFile.read(path, limit: Self.maximumSize).starts(with: firstLine)
        } catch  where error.reason == .tooLarge(limit: Self.maximumSize) || error.reason == .notRegular {
            return false
        } catch {
            throw ToolError(error.description)
        }
    }

    /// The most bytes of a file that may be replaced.
    private static let maximumSize = 64 << 20
}
