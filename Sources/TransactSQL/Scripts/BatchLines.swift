/// Where the lines of a batch stand in the script: commands of sqlcmd between them are no lines of the batch.
struct BatchLines: Sendable {
    /// The lines at which the count of the script jumps: from each on, both go up together.
    private var jumps: [(batch: Int, file: Int)] = []
    private var count = 0

    /// The line of the script on which the batch begins, counted from 1.
    var first: Int { jumps.first?.file ?? 1 }

    /// Adds the next line of the batch.
    mutating func append(fileLine: Int) {
        count += 1
        guard fileLine != self.fileLine(of: count) || jumps.isEmpty else { return }
        jumps.append((count, fileLine))
    }

    /// The line of the script for a line of the batch, both counted from 1.
    func fileLine(of line: Int) -> Int {
        guard let jump = jumps.last(where: { $0.batch <= line }) ?? jumps.first else { return line }
        return jump.file + line - jump.batch
    }
}
