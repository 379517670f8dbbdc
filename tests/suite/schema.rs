//! What programs read is as the schemas in `docs/` promise.

use std::path::Path;

use serde_json::Value;

use crate::program;

/// What is wrong with a value by a schema; `root` holds the definitions. Only the keywords that our schemas use are known,
/// and an unknown one fails, so that none is silently passed over.
#[expect(clippy::too_many_lines, reason = "one arm a keyword")]
fn problems(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if let Some(all) = schema.as_bool() {
        return if all { Vec::new() } else { vec![format!("{at}: nothing may stand here")] };
    }
    let mut found = Vec::new();
    let rules = schema.as_object().unwrap_or_else(|| panic!("{at}: {schema}"));
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "default" | "format" | "examples" => {}
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                found.extend(problems(value, target, root, at));
            }
            "type" => found.extend((!is_of(value, rule)).then(|| format!("{at}: {value} is no {rule}"))),
            "const" => found.extend((value != rule).then(|| format!("{at}: {value} is not {rule}"))),
            "enum" => {
                let known = rule.as_array().unwrap().contains(value);
                found.extend((!known).then(|| format!("{at}: {value} is none of {rule}")));
            }
            "pattern" => {
                assert_eq!(rule, r"^-?\d+(\.\d+)?$", "this test knows decimals only");
                let text = value.as_str().unwrap_or_default();
                let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
                let decimal = text.strip_prefix('-').unwrap_or(text).splitn(2, '.').all(digits);
                found.extend((!decimal).then(|| format!("{at}: {value} is no decimal")));
            }
            "minimum" => {
                let small = value.as_i64().is_some_and(|number| number < rule.as_i64().unwrap());
                found.extend(small.then(|| format!("{at}: {value} is below {rule}")));
            }
            "maximum" => {
                let great = value.as_i64().is_some_and(|number| number > rule.as_i64().unwrap());
                found.extend(great.then(|| format!("{at}: {value} is above {rule}")));
            }
            "required" => {
                let lacks = |name: &&Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                let lacking = rule.as_array().unwrap().iter().filter(lacks);
                found.extend(lacking.map(|name| format!("{at}: lacks {name}")));
            }
            "properties" => {
                for (name, inner) in rule.as_object().unwrap() {
                    if let Some(part) = value.get(name) {
                        found.extend(problems(part, inner, root, &format!("{at}/{name}")));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let others = value.as_object().into_iter().flatten();
                for (name, part) in others.filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name))) {
                    found.extend(problems(part, rule, root, &format!("{at}/{name}")));
                }
            }
            "items" => {
                for (index, part) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(part, rule, root, &format!("{at}/{index}")));
                }
            }
            "prefixItems" => {
                let parts = value.as_array().into_iter().flatten();
                for (index, (part, rule)) in parts.zip(rule.as_array().unwrap()).enumerate() {
                    found.extend(problems(part, rule, root, &format!("{at}/{index}")));
                }
            }
            "minItems" | "maxItems" => {
                let limit = rule.as_u64().unwrap();
                let wrong = |count: u64| if keyword == "minItems" { count < limit } else { count > limit };
                let count = value.as_array().map(|items| items.len() as u64).filter(|count| wrong(*count));
                found.extend(count.map(|count| format!("{at}: {count} items, {keyword} {limit}")));
            }
            "minLength" | "maxLength" => {
                let limit = rule.as_u64().unwrap();
                let wrong = |length: u64| if keyword == "minLength" { length < limit } else { length > limit };
                let length = value.as_str().map(|text| text.chars().count() as u64).filter(|length| wrong(*length));
                found.extend(length.map(|length| format!("{at}: {length} characters, {keyword} {limit}")));
            }
            "anyOf" | "oneOf" => {
                let each = rule.as_array().unwrap().iter().map(|rule| problems(value, rule, root, at));
                let tried: Vec<Vec<String>> = each.collect();
                let fitting = tried.iter().filter(|problems| problems.is_empty()).count();
                if fitting == 0 || (keyword == "oneOf" && fitting > 1) {
                    found.push(format!("{at}: {fitting} of {keyword} fit: {tried:?}"));
                }
            }
            "allOf" => {
                found.extend(rule.as_array().unwrap().iter().flat_map(|rule| problems(value, rule, root, at)));
            }
            other => panic!("{at}: this test does not know the keyword {other}"),
        }
    }
    found
}

fn is_of(value: &Value, kinds: &Value) -> bool {
    let is = |kind: &Value| match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other}"),
    };
    kinds.as_array().map_or_else(|| is(kinds), |kinds| kinds.iter().any(is))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join("docs").join(name)).unwrap()).unwrap()
}

/// Answers of every kind: a clean export, a published workbook with a wrong figure, files that are no tables.
fn inputs() -> Vec<std::path::PathBuf> {
    let sample = root().join("samples/pingxiang-2024");
    vec![
        sample.join("支出预算明细.csv"),
        sample.join("收入预算.xlsx"),
        root().join("tests/cli/published_defect/公开表.xlsx"),
        root().join("Cargo.toml"),
        root().join("没有.csv"),
    ]
}

#[test]
fn the_answers_of_the_commands_are_as_their_schemas_say() {
    for (command, name) in [("check", "check.schema.json"), ("inspect", "inspect.schema.json")] {
        let schema = schema(name);
        for inputs in inputs().iter().map(std::slice::from_ref).chain([&inputs()[..]]) {
            let answer = program::answer(&[command, "--format", "json"], inputs);
            let value: Value = serde_json::from_slice(&answer).unwrap();
            assert_eq!(problems(&value, &schema, &schema, ""), Vec::<String>::new(), "{command} {inputs:?}");
        }
    }
}

#[test]
fn the_answer_of_a_comparison_is_as_its_schema_says() {
    let schema = schema("diff.schema.json");
    let converted = program::convert(&inputs()[..2]);
    let budget = converted.published().with_file_name("budget.json");
    for (old, same) in [(inputs()[2].clone(), false), (converted.published(), true)] {
        let answer = program::answer(&["diff", "--format", "json"], &[old, budget.clone()]);
        let value: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(problems(&value, &schema, &schema, ""), Vec::<String>::new());
        assert_eq!(value["same"], same, "{value}");
    }
}

#[test]
fn the_files_beside_the_tables_are_as_their_schemas_say() {
    let converted = program::convert(&inputs()[..2]);
    for (file, name) in [("report.json", "report.schema.json"), ("budget.json", "budget.schema.json")] {
        let schema = schema(name);
        let path = converted.published().with_file_name(file);
        let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(problems(&value, &schema, &schema, ""), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn a_wrong_answer_is_noticed() {
    let schema = schema("check.schema.json");
    let answer = program::answer(&["check", "--format", "json"], &inputs());
    let whole: Value = serde_json::from_slice(&answer).unwrap();
    let wrong = |change: fn(&mut Value)| {
        let mut value = whole.clone();
        change(&mut value);
        !problems(&value, &schema, &schema, "").is_empty()
    };
    assert!(wrong(|value| value["counts"]["mandatory"] = "1".into()));
    assert!(wrong(|value| drop(value.as_object_mut().unwrap().remove("findings"))));
    assert!(wrong(|value| value["findings"][0]["places"] = Value::Null));
    assert!(wrong(|value| value["departments"][0]["fiscal_year"] = (-1).into()));
}
