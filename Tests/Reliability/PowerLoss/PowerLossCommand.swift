import ArgumentParser
import CFaultySystem
import KeyHierarchyTesting

/// Lets the power fail after every system call of every operation.
struct PowerLossCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power-loss",
        abstract: "Carries each operation out on disks that lose what was not forced onto them; checks what is left.")

    @Option(help: "How many random disks are made after each call.") var samples = 8
    @Option(help: "Lose power after one of so many calls; 1 after each.") var stride = 1
    @Option(help: "Where the random choices begin.") var seed = UInt64.random(in: 0 ... .max)

    func run() async throws {
        guard faulty_system_is_available() else { return print("System calls cannot be recorded on this platform.") }
        print("Seed \(seed).")
        let bench = try await FaultBench()
        defer { bench.remove() }
        var generator = SplitMix64(seed: seed)
        var tally = PowerLossTally()
        for name in Facts.stepNames {
            let step = try await RecordedStep(name, on: bench)
            try await requireNoticed(\.forcesFile, of: step, using: &generator)
            try await requireNoticed(\.forcesNames, of: step, using: &generator)
            tally.begin(step)
            try await step.losePower(samples: samples, stride: stride, using: &generator) {
                tally.count($0, isDone: $1)
            }
        }
        print(tally)
    }

    /// A disk that says that something was forced, and forces nothing, must be found out, or all the rest says nothing.
    private func requireNoticed(
        _ isIgnored: KeyPath<DiskCall, Bool>,
        of step: RecordedStep,
        using generator: inout SplitMix64
    ) async throws {
        do {
            try await step.losePower(
                samples: samples, whenDoneOnly: true, obeying: { !$0[keyPath: isIgnored] }, using: &generator)
        } catch is Violation {
            return
        }
        throw Violation("It makes no difference to \(step.name) whether its files or their names are forced.")
    }
}
