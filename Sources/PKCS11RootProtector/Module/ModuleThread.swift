#if PKCS11
import Dispatch

/// The thread on which the calls of one module are made: a token takes its time, and a network may take more.
final class ModuleThread: SerialExecutor {
    private let queue = DispatchQueue(label: "PKCS11RootProtector.ModuleThread")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async {
            unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
        }
    }
}
#endif
