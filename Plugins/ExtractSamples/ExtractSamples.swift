import Foundation
import PackagePlugin

/// Makes sources of the samples in the README, in `Documentation/` and in the articles, so that they are compiled as they
/// stand.
@main struct ExtractSamples: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let pages =
            [root.appending(path: "README.md")] + markdown(in: root.appending(path: "Documentation"))
            + markdown(in: root.appending(path: "Sources")).filter { $0.path.contains(".docc/") }
        let sources = context.pluginWorkDirectoryURL
        let names = pages.map(name) + ["Pages"]
        return [
            .buildCommand(
                displayName: "Extracting the samples of \(pages.count) pages",
                executable: try context.tool(named: "SampleExtractor").url,
                arguments: [sources.path] + pages.map(\.path),
                inputFiles: pages,
                outputFiles: names.map { sources.appending(path: $0 + ".swift") })
        ]
    }

    /// The name of a page: that of its file, behind the module's for an article.
    private func name(_ page: URL) -> String {
        let folder = page.deletingLastPathComponent()
        let module = folder.pathExtension == "docc" ? folder.deletingPathExtension().lastPathComponent : ""
        return module + page.deletingPathExtension().lastPathComponent
    }

    /// Returns the pages in a folder; a link to a page that is elsewhere is none.
    private func markdown(in folder: URL) -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isSymbolicLinkKey])
        return (files?.compactMap { $0 as? URL } ?? [])
            .filter { $0.pathExtension == "md" }
            .filter { (try? $0.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink) == false }
            .sorted { $0.path < $1.path }
    }
}
