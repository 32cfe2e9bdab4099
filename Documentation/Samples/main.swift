// Usage: Samples [FILE]
// Runs the program of a page of the documentation, or lists the files of the pages.

/// What the samples of a page do together.
typealias Program = @Sendable () async throws -> Void

if CommandLine.arguments.count > 1 {
    for page in pages where page.file == CommandLine.arguments[1] { try await page.program() }
} else {
    for page in pages { print(page.file) }
}
