#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The encryptions of the keys of a page.
///
/// The encrypted bytes lie in two arrays, one behind the other. What other keys seal lies apart from the rest, as do the
/// times at which encryptions were proved: when a key is replaced, nothing but these is written, and of everything else
/// the state before and the state after share the memory.
struct InMemoryEncryptions: Sendable {
    /// What opens an encryption, and its label.
    private final class Binding: Sendable {
        let protector: Protector
        let label: String

        init(_ encryption: KeyEncryption) {
            protector = encryption.protector
            label = encryption.label
        }

        func binds(_ protector: Protector, _ label: String) -> Bool {
            protector == self.protector && label.hasSameBytes(as: self.label)
        }

        /// Whether another key opens the encryption.
        var isByKey: Bool {
            if case .key = protector { true } else { false }
        }
    }

    private struct Row: Sendable {
        let binding: Binding
        let created: Date
        /// Where the encrypted bytes begin, in the array that they are in.
        var start: Int
        let count: Int

        /// Where the encrypted bytes are.
        var bytes: Range<Int> {
            start..<start + count
        }
    }

    private var rows = SortedRows<KeyEncryption.Identifier, Row>()
    /// When each was last proved, in seconds since the reference date of `Date`; not a number if it never was.
    private var lastProved: [TimeInterval] = []
    private var sealedByKeys: [UInt8] = []
    private var sealedOtherwise: [UInt8] = []

    // MARK: Reading

    /// The encryptions of a key, in ascending order of their slots.
    func all(of key: KeyIdentifier) -> [KeyEncryption] {
        var all: [KeyEncryption] = []
        for index in range(of: key) { append(at: index, of: rows[index].binding, to: &all) }
        return all
    }

    func count(under protector: Protector) -> Int {
        rows.indices.count { rows[$0].binding.protector == protector }
    }

    /// Adds encryptions under a protector to a batch, from an index on, until the batch has `limit`.
    ///
    /// - Returns: The index to go on from, or `nil` when there are no more.
    func append(under protector: Protector, from start: Int, to batch: inout [KeyEncryption], limit: Int) -> Int? {
        // Rows share few bindings, and comparing two protectors takes longer than comparing two addresses.
        var matching: Binding?
        for index in rows.indices.dropFirst(start) {
            let binding: Binding
            if let matching, rows[index].binding === matching {
                binding = matching
            } else {
                binding = rows[index].binding
                guard binding.protector == protector else { continue }
                matching = binding
            }
            if batch.count >= limit { return index }
            append(at: index, of: binding, to: &batch)
        }
        return nil
    }

    /// Adds one encryption to a batch. Its bytes are copied once, to where they stay.
    private func append(at index: Int, of binding: Binding, to batch: inout [KeyEncryption]) {
        batch.append(
            KeyEncryption(
                id: rows.ids[index], protector: binding.protector, label: binding.label, created: rows[index].created))
        let last = batch.count - 1
        let proved = lastProved[index]
        if !proved.isNaN { batch[last].lastProved = Date(timeIntervalSinceReferenceDate: proved) }
        if binding.isByKey {
            unsafe batch[last].sealed.fill(from: sealedByKeys.span.bytes.extracting(rows[index].bytes))
        } else {
            unsafe batch[last].sealed.fill(from: sealedOtherwise.span.bytes.extracting(rows[index].bytes))
        }
    }

    /// Where the encryptions of a key are.
    private func range(of key: KeyIdentifier) -> Range<Int> {
        rows.count { $0.key < key }..<rows.count { $0.key <= key }
    }

    // MARK: Writing

    mutating func put(_ encryptions: Span<KeyEncryption>) {
        var hint = 0
        for index in encryptions.indices where !renew(index, of: encryptions, near: &hint) {
            remove(encryptions[index].id)
            insert(encryptions[index])
        }
    }

    /// Writes an encryption that is there and whose sealed bytes alone have changed, or its proof.
    ///
    /// It is looked at where it is: an element that is handed on is copied.
    ///
    /// - Parameter hint: Where the one was that was written before, and then where this one is.
    /// - Returns: Whether it was such a one.
    private mutating func renew(_ new: Int, of encryptions: Span<KeyEncryption>, near hint: inout Int) -> Bool {
        guard let index = rows.index(of: encryptions[new].id, after: hint) else { return false }
        hint = index
        guard rows[index].binding.binds(encryptions[new].protector, encryptions[new].label),
            rows[index].count == encryptions[new].sealed.count, rows[index].created == encryptions[new].created
        else { return false }
        let proved = Self.seconds(encryptions[new].lastProved)
        if lastProved[index].bitPattern != proved.bitPattern { lastProved[index] = proved }
        if rows[index].binding.isByKey {
            sealedByKeys.replace(rows[index].bytes, with: encryptions[new].sealed)
        } else {
            sealedOtherwise.replace(rows[index].bytes, with: encryptions[new].sealed)
        }
        return true
    }

    mutating func remove(_ id: KeyEncryption.Identifier) {
        if let index = rows.index(of: id) { remove(at: index) }
    }

    mutating func removeAll(of key: KeyIdentifier) {
        for index in range(of: key).reversed() { remove(at: index) }
    }

    /// Gives back the memory that was taken for encryptions to come.
    mutating func trim() {
        rows.trim()
        lastProved.trim()
        sealedByKeys.trim()
        sealedOtherwise.trim()
    }

    private mutating func insert(_ encryption: KeyEncryption) {
        let index = rows.firstIndex(notBelow: encryption.id)
        let binding =
            rows.shared(\.binding, near: index) { $0.binds(encryption.protector, encryption.label) }
            ?? Binding(encryption)
        let bytes = encryption.sealed.bytes
        // Behind those of the row before it that is in the same array.
        let before = (0..<index).last { rows[$0].binding.isByKey == binding.isByKey }
        let start = before.map { rows[$0].bytes.upperBound } ?? 0
        if binding.isByKey {
            sealedByKeys.insert(contentsOf: bytes, at: start)
        } else {
            sealedOtherwise.insert(contentsOf: bytes, at: start)
        }
        moveBytes(from: index, byKeys: binding.isByKey, by: bytes.count)
        rows.insert(
            Row(binding: binding, created: encryption.created, start: start, count: bytes.count), id: encryption.id,
            at: index)
        lastProved.insert(Self.seconds(encryption.lastProved), at: index)
    }

    private mutating func remove(at index: Int) {
        let row = rows.remove(at: index)
        lastProved.remove(at: index)
        if row.binding.isByKey {
            sealedByKeys.removeSubrange(row.bytes)
        } else {
            sealedOtherwise.removeSubrange(row.bytes)
        }
        moveBytes(from: index, byKeys: row.binding.isByKey, by: -row.count)
    }

    /// Notes that the encrypted bytes of the rows from an index on have moved.
    private mutating func moveBytes(from index: Int, byKeys: Bool, by distance: Int) {
        for index in rows.indices.dropFirst(index) where rows[index].binding.isByKey == byKeys {
            rows[index].start += distance
        }
    }

    private static func seconds(_ date: Date?) -> TimeInterval {
        date?.timeIntervalSinceReferenceDate ?? .nan
    }
}

extension [UInt8] {
    /// Writes bytes in the place of as many others.
    fileprivate mutating func replace(_ range: Range<Int>, with secret: borrowing SealedSecret) {
        unsafe withUnsafeMutableBytes { memory in
            secret.withBytes { bytes in
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyMemory(from: bytes)
                }
            }
        }
    }
}
