import Dispatch
import Synchronization

/// A batch of encryptions on its way through a lane. Its memory serves one batch after the other.
///
/// Sendable is unchecked because the batch has one owner at a time: who loads it, then the lane that runs it, then who has
/// waited for that.
final class RewrapJob: @unchecked Sendable {
    private var batch: [KeyEncryption] = []
    /// A nonce for each, one behind the other.
    private var nonces: [UInt8] = []
    /// Which of the batch neither key opened, in ascending order.
    private var outcome: Result<[Int], CryptographyError> = .success([])
    private let ended = Atomic(false)
    private let done = DispatchSemaphore(value: 0)

    /// Takes a batch in, and a nonce for each of its encryptions. The caller gets the memory of the batch before.
    func load(_ batch: inout [KeyEncryption], random: some RandomSource) throws(CryptographyError) {
        ended.store(false, ordering: .relaxed)
        nonces = try random.bytes(batch.count * AES256GCM.nonceSize)
        swap(&self.batch, &batch)
    }

    /// Encrypts the batch again.
    func run(with rewrapper: inout BatchRewrapper) {
        do throws(CryptographyError) {
            outcome = .success(try rewrapper.rewrap(&batch, nonces: nonces))
        } catch {
            outcome = .failure(error)
        }
        ended.store(true, ordering: .releasing)
        done.signal()
    }

    /// Whether the batch has been encrypted.
    var isDone: Bool {
        ended.load(ordering: .acquiring)
    }

    /// Waits until the batch has been encrypted. To be called once for each time that it is run.
    func wait() {
        done.wait()
    }

    /// What became of the batch, once it was waited for: the encryptions under the new key, and those that neither key
    /// opens.
    func result() throws(CryptographyError) -> (rewrapped: [KeyEncryption], unreadable: [KeyEncryption]) {
        let unreadable = try outcome.get()
        guard !unreadable.isEmpty else { return (batch, []) }
        var rewrapped = batch
        for index in unreadable.reversed() { rewrapped.remove(at: index) }
        return (rewrapped, unreadable.map { batch[$0] })
    }
}
