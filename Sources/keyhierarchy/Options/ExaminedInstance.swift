import ArgumentParser
import KeyHierarchy
import Recovery

/// The instance that is drawn or reported on, and how old its proofs may be.
struct ExaminedInstance: ParsableArguments {
    @Option(help: ArgumentHelp("How old the verification of a backup may be, such as 90d or 2w.", valueName: "age"))
    var maxAge = Age(Posture.defaultMaximumAge)
    @OptionGroup var instance: StoreOptions

    /// Reads the instance, without changing it.
    func examine() async throws -> (analysis: RecoveryAnalysis, posture: Posture) {
        let session = try await instance.startReadOnly().session()
        let (inventory, posture) = try await session.examine(maximumAge: maxAge.duration)
        return (RecoveryAnalysis(inventory), posture)
    }
}
