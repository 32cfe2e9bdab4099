import Dispatch

/// Runs a task on a queue of its own, so that it goes on however busy Swift concurrency's pool is.
package final class QueueExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "KeyHierarchyTesting.QueueExecutor")

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async {
            unsafe job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
