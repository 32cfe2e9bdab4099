import FuzzTarget
import TransactSQLSyntax

/// A script: its parts are the same however it arrives, and a batch that is read is printed as text that is read as the same.
FuzzTarget.run(refusing: [], allocating: 512 << 10, perByte: 8192) { bytes in
    var splitter = ScriptSplitter(recognizesCommands: bytes.count.isMultiple(of: 2))
    var whole = splitter
    whole.append(bytes)
    whole.finish()
    for byte in bytes {
        splitter.append(CollectionOfOne(byte))
        while let part = splitter.next() {
            precondition(part == whole.next())
        }
    }
    splitter.finish()
    while let part = splitter.next() {
        precondition(part == whole.next())
        guard case .batch(let batch) = part else { continue }
        read(batch.utf8)
    }
    precondition(whole.next() == nil)
    read(bytes)
}

func read(_ text: [UInt8]) {
    let batch: Batch
    do {
        batch = try Batch(parsing: text.span)
    } catch {
        precondition(error.line > 0 && error.column > 0)
        _ = error.excerpt(in: String(decoding: text, as: UTF8.self))
        return
    }
    let printed = batch.formatted()
    guard let again = try? Batch(parsing: printed), again == batch, again.formatted() == printed else {
        fatalError("It is not read as it is printed: \(printed)")
    }
}
