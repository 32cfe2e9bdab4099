import Foundation
import Testing

/// `keyhierarchy diagram`: pictures, and the files that they go to.
@Suite struct DiagramCommandTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        let run = try tool("keyhierarchy init \(instance) && keyhierarchy database create 'Sales & Co' \(instance)")
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: [("svg", "<svg "), ("dot", "digraph "), ("mermaid", "flowchart ")])
    func eachFormBeginsAsItShould(_ format: String, _ start: String) throws {
        defer { tool.cleanUp() }
        let run = try tool("keyhierarchy diagram --format \(format) \(instance)")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix(start))
        #expect(run.output.contains("Sales"))
        #expect(try tool("keyhierarchy diagram --format \(format) -o file \(instance)").status == 0)
        #expect(try tool.read("file").starts(with: Data(start.utf8)))
    }

    @Test func onlyAPictureIsOverwritten() throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy diagram -o keys.svg \(instance)").status == 0)
        #expect(try tool("keyhierarchy diagram -o keys.svg \(instance)").status == 1)
        #expect(try tool("keyhierarchy diagram -o keys.svg --overwrite \(instance)").status == 0)
        for file in ["s.db", "m.key"] {
            let before = try tool.read(file)
            #expect(try tool("keyhierarchy diagram -o \(file) --overwrite \(instance)").status == 1)
            #expect(try tool.read(file) == before)
        }
        #expect(try tool("keyhierarchy diagram -o nowhere/keys.svg \(instance)").status == 1)
    }
}
