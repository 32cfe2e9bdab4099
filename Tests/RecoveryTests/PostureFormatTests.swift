import Foundation
import Recovery
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The posture for other programs, read by their rules, with names that try to break out of it.
struct PostureFormatTests {
    let posture = PostureTests.everything

    @Test func jUnitIsWellFormedAndSaysTheSame() throws {
        let reader = XMLReader(posture.junitXML)
        #expect(reader.error == nil)
        let tests = reader.elements.filter { $0.name == "testcase" }
        #expect(tests.count == posture.keys.count)
        let failures = reader.elements.filter { $0.name == "failure" }
        let failing = posture.keys.filter { !$0.shortfalls.isEmpty }
        #expect(failures.count == failing.count)
        for (failure, key) in zip(failures, failing) {
            #expect(failure.attributes["type"] == key.shortfalls.map(\.kind.rawValue).joined(separator: " "))
        }
        let suite = try #require(reader.elements.first { $0.name == "testsuite" })
        #expect(suite.attributes["failures"] == "\(failing.count)")
        // What XML cannot hold is replaced; the rest comes through as it was.
        #expect(suite.attributes["name"] == "a\u{FFFD}\u{FFFD}[2J\n]]>\r\"' <b>&amp;\\\u{202E}\u{FFFD}")
        #expect(tests.contains { $0.attributes["classname"] == "</testcase>\"'&\\{}" })
    }

    @Test func metricsFollowTheExpositionFormat() throws {
        let samples = try PrometheusSample.parse(posture.prometheusText)
        let inOrder = samples.filter { $0.name == "keyhierarchy_key_in_order" }
        #expect(inOrder.count == posture.keys.count)
        #expect(inOrder.map { $0.value == 1 } == posture.keys.map(\.shortfalls.isEmpty))
        #expect(inOrder.map { $0.labels["key"] } == posture.keys.map(\.name))
        #expect(Set(inOrder.map(\.labels)).count == inOrder.count)
        #expect(samples.count { $0.name == "keyhierarchy_key_shortfall" } == posture.shortfalls.count)
        #expect(samples.first { $0.name == "keyhierarchy_in_order" }?.value == 0)
        #expect(samples.allSatisfy { $0.labels["server"] == PostureTests.hostile })
    }

    @Test func linesStayLinesAndSteerNoTerminal() {
        let lines = posture.description.split(separator: "\n")
        #expect(lines.count == posture.shortfalls.count)
        #expect(!posture.description.unicodeScalars.contains { "\u{0}\u{1B}\r\u{202E}".unicodeScalars.contains($0) })
    }
}

/// The elements of an XML document, in their order.
final class XMLReader: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private(set) var error: (any Error)?
    private var open: [Int] = []

    init(_ document: String) {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        if !parser.parse() { error = parser.parserError }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }
}

/// A line of the text exposition format, version 0.0.4, as its grammar reads it.
private struct PrometheusSample {
    let name: String
    let labels: [String: String]
    let value: Double

    struct Malformed: Error {
        let line: String
    }

    static func parse(_ text: String) throws -> [PrometheusSample] {
        var samples: [PrometheusSample] = []
        var types: [String: String] = [:]
        guard text.hasSuffix("\n") else { throw Malformed(line: "the last line does not end") }
        for line in text.unicodeScalars.split(separator: "\n").map(String.init) {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                guard words.count == 4, types[String(words[2])] == nil else { throw Malformed(line: line) }
                types[String(words[2])] = String(words[3])
            } else if !line.hasPrefix("# HELP ") {
                let sample = try PrometheusSample(line)
                guard types[sample.name] == "gauge" else { throw Malformed(line: line) }
                samples.append(sample)
            }
        }
        return samples
    }

    private init(_ line: String) throws {
        var rest = line.unicodeScalars[...]
        func take(while predicate: (Unicode.Scalar) -> Bool) -> String {
            let taken = rest.prefix(while: predicate)
            rest = rest.dropFirst(taken.count)
            return String(taken)
        }
        func expect(_ scalar: Unicode.Scalar) throws {
            guard rest.popFirst() == scalar else { throw Malformed(line: line) }
        }
        let isName = { (scalar: Unicode.Scalar) in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_" || scalar.properties.numericType != nil)
        }
        name = take(while: isName)
        var labels: [String: String] = [:]
        try expect("{")
        repeat {
            let label = take(while: isName)
            try expect("=")
            try expect("\"")
            var value = String.UnicodeScalarView()
            while let scalar = rest.popFirst(), scalar != "\"" {
                guard scalar == "\\" else {
                    value.append(scalar)
                    continue
                }
                switch rest.popFirst() {
                case "\\": value.append("\\")
                case "\"": value.append("\"")
                case "n": value.append("\n")
                default: throw Malformed(line: line)
                }
            }
            guard labels.updateValue(String(value), forKey: label) == nil else { throw Malformed(line: line) }
            guard rest.first == "," else { break }
            try expect(",")
        } while true
        try expect("}")
        try expect(" ")
        guard let value = Double(String(rest)) else { throw Malformed(line: line) }
        self.labels = labels
        self.value = value
    }
}
