import ArgumentParser
import KeyHierarchy

/// Whether to go on without what cannot be read.
struct ForceOptions: ParsableArguments {
    @Flag(help: "Go on although secrets under the present key cannot be read: they are lost. Try --dry-run first.")
    var force = false

    /// What the library calls it.
    var tolerance: LossTolerance {
        force ? .force : .none
    }
}
