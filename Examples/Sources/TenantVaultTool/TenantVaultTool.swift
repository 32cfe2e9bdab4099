import ArgumentParser
import Foundation
import StopSignals
import TenantVault

/// `tenant-vault`: a vault as a process. It takes requests on standard input, and answers on standard output.
@main
struct TenantVaultTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant-vault",
        abstract: "Keep the keys of tenants, and seal and open their records.",
        discussion: """
            Each line of standard input is a request in JSON, such as
            {"id": "1", "action": "seal", "tenant": "acme", "record": "invoice 7", "text": "…"}
            The actions are add, seal, open, rotateDataKey, rotateMasterKey and remove. Each answer is a line too, with the \
            id of its request. Requests of one tenant are carried out in their order, those of several at once.

            It ends when its input does, or at SIGTERM or SIGINT, once everything that it has read is answered. Exit \
            status: 0 then, and 1 when the vault cannot be opened.
            """)

    @OptionGroup var vault: VaultOptions

    func run() async throws {
        let signals = StopSignals()
        do {
            let vault = try await vault.open()
            Self.note("Ready.")
            try await RequestLoop(vault: vault).run(InputLines { signals.isRequested })
        } catch {
            Self.note("\(error)")
            throw ExitCode.failure
        }
    }

    /// A message for the operator, apart from the answers.
    private static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("tenant-vault: \(text)\n".utf8))
    }
}
