import ArgumentParser

/// What can only be seen from outside a process: what is left when it is killed, when the system refuses it something,
/// and when others work on the same store.
@main
struct Reliability: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reliability",
        abstract: "Kills, starves and crowds the library, and checks what is left.",
        subcommands: [
            CrashCommand.self, CrashChild.self, FaultsCommand.self, PowerLossCommand.self, StressCommand.self,
            StressChild.self,
        ]
    )
}
