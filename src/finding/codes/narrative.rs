//! Codes of the narrative: the text, what the department answers, last year's figures.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &UNANSWERED,
    &LAST_YEAR_UNKNOWN,
    &FIGURE_UNKNOWN,
    &ANSWERS_BROKEN,
    &UNKNOWN_KEY,
    &ANSWER_NOT_TEXT,
    &NOT_AN_AMOUNT,
    &NO_ANSWERS,
    &MANY_ANSWERS,
    &ANSWERS_OF_NOBODY,
    &PRIOR_UNUSABLE,
    &PRIOR_LACKS,
    &NO_TEXT,
    &NO_PDF,
    &ANSWERS_OF_ANOTHER_YEAR,
    &NO_TABLES,
    &WHOSE_TEXT,
    &ANSWERS_UNUSED,
    &PRIOR_PUBLISHED,
];

/// A question that the text needs answered and nobody answered.
pub static UNANSWERED: Code = Code {
    id: "GK-N001",
    severity: Severity::Mandatory,
    title: Words { zh: "情况说明有一处没有填写", en: "a question of the text is not answered" },
    message: Words {
        zh: "{owner}的情况说明需要回答“{ask}”，没有回答，文档中写成了【待填写：{ask}】。",
        en: "the text of {owner} needs an answer to “{ask}”; it says 【待填写：{ask}】 instead",
    },
    remedy: Words {
        zh: "在“说明.toml”的 {key} 中写上答案，再运行一次；没有这份文件的，用 gongkai narrative new 生成。",
        en: "answer {key} in 说明.toml and run again; gongkai narrative new makes the file",
    },
    page: "## 含义\n情况说明中有的内容（部门职责、增减原因、绩效目标、其他说明）任何导出文件里都没有，只能由部门来写。这里有一处没有写。\n\n\
           ## 为什么\n程序不替人编写内容。没有写的地方在文档里以黄底的【待填写：……】标出，带着它公开会被通报。\n\n\
           ## 怎么办\n1. 运行 `gongkai narrative new 导出文件`，得到“说明.toml”，里面列出了全部问题。\n\
           2. 用记事本填写，放在导出文件旁边（或用 `--narrative 文件` 指定），再运行一次 `gongkai convert --format docx`。\n",
};

/// Last year's figures are not known.
pub static LAST_YEAR_UNKNOWN: Code = Code {
    id: "GK-N002",
    severity: Severity::Mandatory,
    title: Words { zh: "没有上年预算数，写不出增减", en: "last year's figures are not known" },
    message: Words {
        zh: "{owner}的情况说明要写 {names} 比上年增减多少，但没有上年预算数，文档中写成了【待填写】。",
        en: "the text of {owner} states the changes of {names}, but last year's figures are not known",
    },
    remedy: Words {
        zh: "用 --prior 给出上年的 budget.json、上年导出文件或上年公开表；都没有的，在“说明.toml”的 [last_year] 中填上年预算数。",
        en: "give last year's budget.json, exports or published workbook with --prior, or its figures in [last_year] of 说明.toml",
    },
    page: "## 含义\n增减额是两年预算数之差，只有今年的数算不出来。\n\n## 为什么\n预算公开要求说明比上年增减情况和原因（财预〔2016〕143号）。\n\n\
           ## 怎么办\n三种办法任选其一：\n\n1. `--prior 上年/budget.json`（上年用本程序做过的）；\n2. `--prior 上年导出文件夹`；\n3. `--prior 上年公开表.xlsx`（已经公开的工作簿）。\n\n\
           都没有时，在“说明.toml”的 `[last_year]` 里填上年预算数，单位万元。\n",
};

/// A figure of the text stands in a table that the disclosure does not hold.
pub static FIGURE_UNKNOWN: Code = Code {
    id: "GK-N003",
    severity: Severity::Mandatory,
    title: Words { zh: "情况说明要用的数没有来源", en: "a figure of the text has no source" },
    message: Words {
        zh: "{owner}的情况说明要写 {names}，但公开表中没有对应的表，文档中写成了【待填写】。",
        en: "the text of {owner} states {names}, but the disclosure holds no such table",
    },
    remedy: Words {
        zh: "把对应的导出文件（如资产情况）一起作为输入，再运行一次。",
        en: "give the export that holds them as an input too",
    },
    page: "## 含义\n情况说明里的每个数都取自公开表的某一格。这张表没有做出来，数就没有出处。\n\n## 怎么办\n把对应的导出文件一起作为输入；确实没有的，在文档里手工填写后再用 `gongkai check` 核对。\n",
};

/// The file of answers cannot be understood.
pub static ANSWERS_BROKEN: Code = Code {
    id: "GK-N004",
    severity: Severity::Mandatory,
    title: Words { zh: "“说明.toml”读不懂", en: "the file of answers cannot be understood" },
    message: Words {
        zh: "这份文件从这一行起读不懂（{problem}），里面的答案都没有用上。",
        en: "the file cannot be understood from this line on ({problem}); none of its answers was used",
    },
    remedy: Words {
        zh: "检查这一行和上一行：答案头尾的三个单引号 ''' 是否成对，等号左边的英文名是否改动过；保存为 UTF-8 编码。",
        en: "look at this line and the one before: are the ''' in pairs, is the name before = unchanged, is it UTF-8?",
    },
    page: "## 含义\n“说明.toml”是一份纯文本，每个答案写成 `名称 = '''答案'''`。这里的写法不合格式。\n\n## 怎么办\n常见原因：删掉了一边的 `'''`；文件保存成了别的编码（记事本“另存为”时编码选 UTF-8）。\
           实在找不到，用 `gongkai narrative new` 重新生成一份，把答案逐条粘贴过去。\n",
};

/// A key that the edition does not know.
pub static UNKNOWN_KEY: Code = Code {
    id: "GK-N005",
    severity: Severity::Advisory,
    title: Words { zh: "“说明.toml”里有不认识的名称", en: "an unknown key among the answers" },
    message: Words {
        zh: "“{key}”不是表样要问的内容，这一条没有用上。认识的名称：{known}。",
        en: "“{key}” is not asked by the edition and was not used; known are: {known}",
    },
    remedy: Words { zh: "名称写错的改正；不需要的删去。", en: "correct the name, or delete it" },
    page: "## 含义\n等号左边的英文名不在这套表样的问题之中，可能拼错了，也可能是别的年度、别的地区的文件。\n\n## 怎么办\n与 `gongkai narrative new` 生成的文件对照，改正名称。\n",
};

/// An answer that is no text.
pub static ANSWER_NOT_TEXT: Code = Code {
    id: "GK-N006",
    severity: Severity::Mandatory,
    title: Words { zh: "“说明.toml”里的答案不是文字", en: "an answer is no text" },
    message: Words {
        zh: "“{key}”的答案应写在引号里，这一条没有用上。",
        en: "the answer to “{key}” has to stand in quotes; it was not used",
    },
    remedy: Words { zh: "写成 {key} = '''答案'''。", en: "write {key} = '''answer'''" },
    page: "## 含义\n答案是文字，要写在引号里；`[last_year]` 要写成单独的一节。\n\n## 怎么办\n照 `gongkai narrative new` 生成的样子写。\n",
};

/// A figure of last year that is no amount.
pub static NOT_AN_AMOUNT: Code = Code {
    id: "GK-N007",
    severity: Severity::Mandatory,
    title: Words { zh: "上年预算数不是金额", en: "a figure of last year is no amount" },
    message: Words {
        zh: "[last_year] 的 {key} 写的是“{text}”，应是以万元为单位的数，如 1140.33；这一条没有用上。",
        en: "{key} in [last_year] is “{text}”; it should be a number of 万元 as 1140.33 and was not used",
    },
    remedy: Words {
        zh: "改成数字，单位万元，不写“约”“左右”。", en: "write a number, in 万元"
    },
    page: "## 含义\n增减额由两年的预算数相减得出，上年数必须是确切的数字。\n\n## 怎么办\n填上年公开表上的数，单位万元，两位小数。\n",
};

/// A text is to be made and there are no answers for it.
pub static NO_ANSWERS: Code = Code {
    id: "GK-N008",
    severity: Severity::Advisory,
    title: Words { zh: "没有找到“说明.toml”", en: "no file of answers" },
    message: Words {
        zh: "{owner}没有对应的“说明.toml”，情况说明里需要人写的内容都写成了【待填写】。",
        en: "there is no 说明.toml for {owner}; everything that people must write is left open in the text",
    },
    remedy: Words {
        zh: "运行 gongkai narrative new 生成一份，填好放在导出文件旁边，或用 --narrative 指定。",
        en: "make one with gongkai narrative new, answer it, and put it beside the exports or name it with --narrative",
    },
    page: "## 含义\n“说明.toml”放在导出文件旁边（名称以“说明.toml”结尾即可，如“434说明.toml”），或用 `--narrative 文件` 指定。一个部门一份，文件里的 `department` 说明是哪个部门的。\n\n## 怎么办\n`gongkai narrative new 导出文件` 生成一份，填好后再运行。\n",
};

/// Several files answer for one department.
pub static MANY_ANSWERS: Code = Code {
    id: "GK-N009",
    severity: Severity::Mandatory,
    title: Words { zh: "一个部门有几份“说明.toml”", en: "several files of answers for one department" },
    message: Words {
        zh: "{owner}有几份可用的“说明.toml”：{files}，只用了第一份。",
        en: "several files answer for {owner}: {files}; only the first was used",
    },
    remedy: Words {
        zh: "只留一份，或用 --narrative 指定一份。", en: "keep one of them, or name it with --narrative"
    },
    page: "## 含义\n同一个部门找到了几份说明，程序不能替人决定用哪一份。\n\n## 怎么办\n删去旧的；几个部门放在一起的，核对每份文件的 `department`。\n",
};

/// A file of answers for a department that is not among the inputs.
pub static ANSWERS_OF_NOBODY: Code = Code {
    id: "GK-N010",
    severity: Severity::Advisory,
    title: Words { zh: "“说明.toml”不属于任何部门", en: "a file of answers for nobody" },
    message: Words {
        zh: "“{file}”写的部门编码是“{department}”，输入里没有这个部门，没有用上。",
        en: "{file} answers for “{department}”, which is not among the inputs; it was not used",
    },
    remedy: Words { zh: "核对文件里的 department。", en: "check `department` in the file" },
    page: "## 含义\n输入里没有这份说明所写的部门。没有写 `department` 的说明只在输入只有一个部门时使用。\n\n## 怎么办\n改正 `department`，应与公开表上的部门编码相同。\n",
};

/// Something given with --prior that holds no last year.
pub static PRIOR_UNUSABLE: Code = Code {
    id: "GK-N011",
    severity: Severity::Mandatory,
    title: Words { zh: "--prior 给的不是上年数据", en: "what --prior names is not last year's" },
    message: Words {
        zh: "“{path}”{problem}，没有用作上年数据。",
        en: "{path}: {problem}; it was not used as last year's",
    },
    remedy: Words {
        zh: "给出上一年度的 budget.json、导出文件或公开表工作簿。",
        en: "give the budget.json, the exports or the published workbook of the year before",
    },
    page: "## 含义\n`--prior` 认三种：上年的 budget.json、上年的导出文件、上年已公开的工作簿；年度必须正好是上一年。\n\n## 怎么办\n核对文件和年度；文件没有写年度的，工作簿标题里应有年度。\n",
};

/// Last year's data do not hold a department.
pub static PRIOR_LACKS: Code = Code {
    id: "GK-N012",
    severity: Severity::Advisory,
    title: Words { zh: "上年数据里没有这个部门", en: "last year's data lack a department" },
    message: Words {
        zh: "--prior 给的数据里没有 {owner}，它的增减情况不能计算。",
        en: "what --prior names does not hold {owner}; its changes cannot be computed",
    },
    remedy: Words {
        zh: "补上这个部门的上年数据；机构改革新设的部门，在“说明.toml”的 [last_year] 中填 0 或划入前的数。",
        en: "add its data of last year, or state last year's figures in 说明.toml",
    },
    page: "## 含义\n按部门编码（编码没有时按名称）在上年数据里找，没有找到。\n\n## 怎么办\n编码变过的，用“说明.toml”的 `[last_year]` 填写上年数。\n",
};

/// A text was asked for and the edition has none.
pub static NO_TEXT: Code = Code {
    id: "GK-N013",
    severity: Severity::Advisory,
    title: Words { zh: "这套表样没有情况说明的模板", en: "the edition has no text" },
    message: Words {
        zh: "表样 {edition} 没有 narrative 文件夹，不能生成情况说明。",
        en: "the edition {edition} has no folder `narrative`, so no text can be made",
    },
    remedy: Words {
        zh: "用 --templates 提供带有 narrative 文件夹的表样。",
        en: "give an edition with one by --templates",
    },
    page: "## 含义\n情况说明的文字是表样的一部分，放在表样的 `narrative` 文件夹里。这套表样没有。\n\n## 怎么办\n参照内置表样的 `narrative` 文件夹写一套。\n",
};

/// A PDF was asked for and could not be made.
pub static NO_PDF: Code = Code {
    id: "GK-N014",
    severity: Severity::Advisory,
    title: Words { zh: "没有生成 PDF", en: "no PDF was made" },
    message: Words {
        zh: "“{file}”没有转成 PDF：{reason}。", en: "{file} was not converted to PDF: {reason}"
    },
    remedy: Words {
        zh: "安装 LibreOffice（免费）后再运行；或者用 WPS、Word 打开文档，选“输出为 PDF”。",
        en: "install LibreOffice and run again, or open the document in WPS or Word and export it as PDF",
    },
    page: "## 含义\n转 PDF 由本机的 LibreOffice 完成，本程序自己不排版。没有安装、超时或转换失败时，其他文件不受影响。\n\n\
           ## 怎么办\n1. 安装 LibreOffice，`soffice` 在 PATH 中或在默认安装位置即可；也可用环境变量 SOFFICE 指出它在哪里。\n\
           2. 不想安装的，用 WPS 或 Word 打开 .docx，选“输出为 PDF”。\n",
};

/// A file of answers for another year.
pub static ANSWERS_OF_ANOTHER_YEAR: Code = Code {
    id: "GK-N015",
    severity: Severity::Advisory,
    title: Words { zh: "“说明.toml”写的是别的年度", en: "a file of answers for another year" },
    message: Words {
        zh: "“{file}”写的年度是 {stated}，{owner}的预算是 {year} 年度的；仍然用了它。",
        en: "{file} states the year {stated}, the budget of {owner} is of {year}; it was used all the same",
    },
    remedy: Words {
        zh: "逐条核对是不是今年的内容，再把 year 改成今年。",
        en: "see that the answers are this year's, then correct `year`",
    },
    page: "## 含义\n沿用上年的说明容易忘记改原因和目标。\n\n## 怎么办\n逐条核对后改正 `year`。\n",
};

/// A text is checked without tables.
pub static NO_TABLES: Code = Code {
    id: "GK-N016",
    severity: Severity::Advisory,
    title: Words { zh: "没有公开表可以核对", en: "no tables to hold the text against" },
    message: Words {
        zh: "没有给出公开表或预算数据，“{file}”只检查了文字本身，没有与表核对。",
        en: "{file} was looked at by itself only: no tables or budget were given",
    },
    remedy: Words {
        zh: "加上 --against budget.json（或公开表、导出文件夹）再查一遍。",
        en: "give --against budget.json (or the published workbook, or the exports)",
    },
    page: "## 含义\n只能检查前后矛盾、增减之和、待填写的地方、年度这些文字本身的问题，每个数对不对要与表核对。\n\n## 怎么办\n`gongkai check 说明.docx --against budget.json`；`--prior` 再给上年数据，增减额也会核对。\n",
};

/// A text whose department is not among the tables.
pub static WHOSE_TEXT: Code = Code {
    id: "GK-N017",
    severity: Severity::Mandatory,
    title: Words { zh: "不知道这份说明是哪个部门的", en: "whose text this is is not known" },
    message: Words {
        zh: "“{file}”里没有提到给出的任何一个部门，没有与表核对。",
        en: "{file} names none of the departments that were given; it was not held against tables",
    },
    remedy: Words {
        zh: "只给出这个部门的数据，或核对文档里的部门名称。",
        en: "give this department's data only, or see to the name in the document",
    },
    page: "## 含义\n给出的数据有几个部门，程序按文档里最先出现的部门名称来对应，一个也没有找到。\n\n## 怎么办\n用 `--against` 只给出这个部门的 budget.json。\n",
};

/// Answers to questions that the text of this department does not ask.
pub static ANSWERS_UNUSED: Code = Code {
    id: "GK-N018",
    severity: Severity::Info,
    title: Words { zh: "有的答案没有用到", en: "some answers were not used" },
    message: Words {
        zh: "{owner}的情况说明没有用到“{asks}”的答案：导出数据里有，或者不需要写。",
        en: "the text of {owner} did not use the answers to “{asks}”: the exports hold it, or nothing is to be said",
    },
    remedy: Words {
        zh: "看一下文档里相应的内容，以数据为准的不用处理。",
        en: "see whether the document says the right thing; nothing to do where the data is right",
    },
    page: "## 含义\n导出数据里有的（机构设置、项目绩效目标、政府采购、固定资产），文档以数据为准，不用手工写的；与上年持平的，不写增减原因。\n\n## 怎么办\n核对文档里的内容；不再需要的答案可以清空。\n",
};

/// Last year is known by its published workbook alone.
pub static PRIOR_PUBLISHED: Code = Code {
    id: "GK-N019",
    severity: Severity::Info,
    title: Words { zh: "上年数取自公开表", en: "last year's figures are those of a published workbook" },
    message: Words {
        zh: "“{path}”是公开表，没有明细：上年数只到 0.01 万元，增减额可能与按明细计算的相差 0.01 万元；没有列在表里的（如某个项目上年多少）无从得知。",
        en: "{path} is a published workbook without lines: last year's figures are known to 0.01 万元, so changes may be off by that much, and what its tables do not list is not known",
    },
    remedy: Words {
        zh: "一般不需要处理；有上年的 budget.json 或导出文件的，改用它们。",
        en: "usually nothing; give last year's budget.json or exports where there are some",
    },
    page: "## 含义\n`--prior` 给的是上年已公开的工作簿。比上年增减、“三公”增减都从表上的数算出，表上的数是四舍五入过的。\n\n## 怎么办\n要分毫不差，用上年的 budget.json 或导出文件。\n",
};
