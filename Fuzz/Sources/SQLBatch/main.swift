import FuzzTarget
import TransactSQLSyntax

/// A script: its parts are the same in whatever pieces it arrives, and a batch that is read is printed as text that is
/// read as the same.
///
/// The last two bytes of an input say how long the pieces are, in turn, and whether commands are recognised; the script
/// is what stands before them.
FuzzTarget.run(refusing: [], allocating: 512 << 10, perByte: 8192) { bytes in
    let sizes = bytes.suffix(2).map { Int($0 / 2) + 1 }
    var rest = bytes.dropLast(2)
    var whole = ScriptSplitter(recognizesCommands: (bytes.last ?? 0).isMultiple(of: 2))
    var splitter = whole
    whole.append(rest)
    whole.finish()
    while !rest.isEmpty {
        for size in sizes {
            splitter.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            takeParts(of: &splitter, sameAs: &whole)
        }
    }
    splitter.finish()
    takeParts(of: &splitter, sameAs: &whole)
    precondition(whole.next() == nil)
}

/// Takes the parts that are complete; the other splitter has had the whole script.
private func takeParts(of splitter: inout ScriptSplitter, sameAs whole: inout ScriptSplitter) {
    while let part = splitter.next() {
        precondition(part == whole.next())
        if case .batch(let batch) = part { read(batch.utf8) }
    }
}

private func read(_ text: [UInt8]) {
    let batch: Batch
    do {
        batch = try Batch(parsing: text.span)
    } catch {
        precondition(error.line > 0 && error.column > 0)
        _ = error.excerpt(in: String(decoding: text, as: UTF8.self))
        return
    }
    let printed = batch.formatted()
    guard let again = try? Batch(parsing: printed), again == batch else {
        fatalError("It is not read as it is printed: \(printed)")
    }
}
