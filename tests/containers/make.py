#!/usr/bin/env python3
"""Makes the inputs of the container cases: python3 make.py [NAME…] (all without names).

Needs openpyxl, xlwt and LibreOffice (soffice). Files of openpyxl, xlwt and LibreOffice hold the time of writing, so making
them again gives other bytes with the same content; what is made by hand is the same every time.
"""
import base64
import datetime
import io
import os
import quopri
import re
import struct
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import xlwt
from openpyxl.chart import BarChart

HERE = os.path.dirname(os.path.abspath(__file__))
WANTED = set(sys.argv[1:])
TEMP = tempfile.mkdtemp()


def case(name, extension, data):
    if WANTED and name not in WANTED:
        return
    os.makedirs(f"{HERE}/{name}", exist_ok=True)
    with open(f"{HERE}/{name}/input.{extension}", "wb") as file:
        file.write(data)

T='预算单位,功能分类科目,预算金额（元）\r\n434001-平乡县人民政府办公室,2010301-行政运行,1166600.50\r\n434002-大数据发展中心,2010399,"1,200.00"\r\n'
case('csv-utf8','csv',T.encode())
case('csv-utf8-bom','csv',b'\xef\xbb\xbf'+T.encode())
case('csv-gbk','csv',T.encode('gbk'))
case('csv-gb18030-four-bytes','csv',(T+'434003-㐀𠮷社,1,2\r\n').encode('gb18030'))
case('csv-utf16le-bom-tabs','txt',b'\xff\xfe'+T.replace('"1,200.00"','1,200.00'.replace(',','，')).replace(',','\t').encode('utf-16-le'))
case('csv-utf16le-no-bom','csv',T.encode('utf-16-le'))
case('csv-utf16be-no-bom','csv',T.encode('utf-16-be'))
b=bytearray(T.encode('gbk')); i=bytes(b).index('平乡'.encode('gbk')); b[i]=0xff
case('csv-broken-byte','csv',bytes(b))
case('csv-cut-in-character','csv',T.encode('gbk')+'434003-中心'.encode('gbk')[:-1])
case('csv-big5','csv','預算單位,功能分類科目,預算金額\r\n縣政府辦公室,行政運行,1166600\r\n'.encode('big5'))
case('csv-short-word-also-utf8','csv',b'\xc4\xa3\xd6\xb5,1\n')
case('csv-wrapped-codes','csv','科目编码,项目编码,金额\r\n="2010301"\t,="130532240000000001234"\t,"=""007"""\r\n2010301,\t,1\t\t\r\n'.encode('gbk'))
case('csv-preamble-ragged','csv','支出预算明细表\n单位：元\n\n科目编码;科目名称;金额\n2010301;行政运行;1,166.60;多出一列\n2010399\n;;\n合计;;1,166.60\n'.encode())
case('csv-cr-alone','csv',T.replace('\r\n','\r').encode('gbk'))
case('csv-nul','csv',T.replace('大数据','大\0数据').encode('gbk'))
case('csv-open-quote','csv',T.replace('2010301-行政运行','"2010301-行政运行').replace('"1,200.00"','1200').encode('gbk'))
case('csv-joined-rows','csv','a,b,c\n1,"二,3\n4,五,6\n7,八",9\n'.encode())
case('empty','csv',b'')
case('only-blanks','csv',b'\r\n  \r\n')
case('pdf-named-xls','xls',b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n')
case('png','xlsx',b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR')
case('rtf','doc',b'{\\rtf1\\ansi hello}')
case('json','csv',b'{"a": 1}')
case('binary','xls',bytes(range(128,256))*3+bytes(range(32))*4)
case('rar','zip',b'Rar!\x1a\x07\x01\0abc')
# xlsx
wb=openpyxl.Workbook(); ws=wb.active; ws.title='收入预算 '
ws['A1']='2024年收入预算表'; ws.merge_cells('A1:D1'); ws['A2']='单位：万元'
ws['A3']='预算单位';ws['B3']='资金性质';ws['C3']='预算金额';ws['D3']='批复日期'
ws['A4']='434001'; ws['B4']=111; ws['C4']=1166.6; ws['D4']=datetime.date(2024,1,31)
ws['A5']='434002'; ws['B5']=2010301; ws['C5']=0.1+0.2; ws['D5']=datetime.datetime(2024,1,31,8,30)
ws['A6']='合计'; ws['C6']='=SUM(C4:C5)'; ws['D6']='#REF!'; ws['D6'].data_type='e'
ws['A7']=True; ws['C7']=-1234567.891; ws['C7'].number_format='#,##0.00_);[Red](#,##0.00)'; ws['D7']=45322; ws['D7'].number_format='yyyy"年"m"月"d"日"'
ws['IV1000']='远'
h=wb.create_sheet('隐藏表'); h['B3']=' 前后空格 '; h.sheet_state='hidden'
cs=wb.create_chartsheet('图'); 
f=io.BytesIO(); wb.save(f); case('xlsx-openpyxl','xlsx',f.getvalue())
X=f.getvalue()
case('xlsx-truncated','xlsx',X[:len(X)//2])
# one sheet broken: cut the xml inside the package
def edit(data, fn):
    zi=zipfile.ZipFile(io.BytesIO(data)); o=io.BytesIO(); zo=zipfile.ZipFile(o,'w',zipfile.ZIP_DEFLATED)
    for n in zi.namelist():
        c=fn(n,zi.read(n))
        if c is not None: zo.writestr(zipfile.ZipInfo(n,(2024,1,1,0,0,0)),c,zipfile.ZIP_DEFLATED)
    zo.close(); return o.getvalue()
def brk(n,c):
    if n=='xl/worksheets/sheet1.xml': return c[:c.index(b'<row r="5"')+40]
    return c
case('xlsx-sheet-broken-midway','xlsx',edit(X,brk))
case('xlsx-named-xls','xls',X)
# xls via xlwt
w=xlwt.Workbook(encoding='utf-8'); s=w.add_sheet('支出 明细')
s.write_merge(0,0,0,3,'支出预算明细'); s.write(1,0,'单位：元')
for i,t in enumerate(['科目编码','科目名称','金额','日期']): s.write(2,i,t)
s.write(3,0,2010301); s.write(3,1,'行政运行'); s.write(3,2,1166.6); s.write(3,3,datetime.date(2024,1,31),xlwt.easyxf(num_format_str='yyyy-mm-dd'))
s.write(4,0,'2010399'); s.write(4,1,'㐀𠮷'); s.write(4,2,1166.6000000000001); s.write(4,3,45322.5,xlwt.easyxf(num_format_str='yyyy/m/d h:mm'))
s.write(5,0,True); s.write(5,1,xlwt.Formula('SUM(C4:C5)')); s.write(6,1,xlwt.Formula('C4*2')); s.write(6,2,xlwt.Formula('IF(C4>9,"",1)'));s.write(5,2,12345678.9,xlwt.easyxf(num_format_str='#,##0.00'))
s2=w.add_sheet('隐藏'); s2.write(2,1,'x'); s2.visibility=1
f=io.BytesIO(); w.save(f); case('xls-biff8-xlwt','xls',f.getvalue())
L=f.getvalue()
case('xls-truncated','xls',L[:len(L)//2])


# reference workbook: merged header, dates, hidden rows/cols, formulas
wb=openpyxl.Workbook(); ws=wb.active; ws.title='支出明细'
ws['A1']='2024年支出预算明细表'; ws.merge_cells('A1:E1'); ws['A2']='单位：元'
ws['A3']='功能分类'; ws.merge_cells('A3:B3'); ws['C3']='金额'; ws.merge_cells('C3:C4'); ws['D3']='日期'; ws['E3']='备注'
ws['A4']='编码'; ws['B4']='名称'
rows=[('2010301','行政运行',1166600.5,datetime.date(2024,1,31),'第一行\n第二行'),(2010399,'其他<政府>办公厅&相关',0.1,datetime.datetime(2024,2,29,8,30),None),('0203','前导零',-1234.56,None,'007')]
for i,r in enumerate(rows):
    for j,v in enumerate(r):
        if v is not None: ws.cell(5+i,1+j,v)
ws['A8']='合计'; ws['C8']='=SUM(C5:C7)'; ws['D8']=True; ws['E8']='=1/0'
ws['C9']='=C8-C7'
ws.row_dimensions[6].hidden=True; ws.column_dimensions['E'].hidden=True
ws['C5'].number_format='#,##0.00'; ws['C7'].number_format='#,##0.00_);[Red](#,##0.00)'
h=wb.create_sheet('隐藏'); h['B2']='x'; h.sheet_state='hidden'
wb.save(f'{TEMP}/ref.xlsx')
X=open(f'{TEMP}/ref.xlsx','rb').read()
case('xlsx-uncalculated-hidden','xlsx',X)
def lo(fmt,ext,filt=None):
    subprocess.run(['soffice','--headless','--convert-to',fmt+((':'+filt) if filt else ''),'--outdir',TEMP+'/lo',f'{TEMP}/ref.xlsx'],check=True,capture_output=True)
    return open(TEMP+'/lo/ref.'+ext,'rb').read()
case('xlsx-libreoffice','xlsx',lo('xlsx','xlsx','Calc MS Excel 2007 XML'))
case('ods-libreoffice','ods',lo('ods','ods'))
case('xls-libreoffice','xls',lo('xls','xls','MS Excel 97'))
case('html-libreoffice','xls',lo('html','html'))
case('fods','ods',lo('fods','fods'))


def cfb(streams):
    """A compound file of 512-byte sectors; every stream is padded to 4096 so that no mini stream is needed."""
    S=512; sectors=[]; starts={}
    def put(data):
        n=(len(data)+S-1)//S; first=len(sectors)
        for i in range(n): sectors.append(data[i*S:(i+1)*S].ljust(S,b'\0'))
        return first,n
    chains=[]
    for name,data in streams.items():
        data=data.ljust(4096,b'\0'); f,n=put(data); starts[name]=(f,len(data)); chains.append((f,n))
    def entry(name,kind,start,size,child=0xFFFFFFFF,right=0xFFFFFFFF):
        u=name.encode('utf-16-le')+b'\0\0'
        return u.ljust(64,b'\0')+struct.pack('<HBBIII',len(u),kind,1,0xFFFFFFFF,right,child)+b'\0'*16+struct.pack('<I',0)+b'\0'*16+struct.pack('<IQ',start,size)
    names=list(streams); ents=entry('Root Entry',5,0xFFFFFFFE,0,child=1 if names else 0xFFFFFFFF)
    for i,n in enumerate(names): ents+=entry(n,2,*starts[n],right=(i+2) if i+1<len(names) else 0xFFFFFFFF)
    while len(ents)%S: ents+=b'\0'*128
    d,n=put(ents); chains.append((d,n))
    fatn=1
    while fatn*128 < len(sectors)+fatn: fatn+=1
    fat=[0xFFFFFFFF]*(fatn*128)
    for f,n in chains:
        for i in range(n): fat[f+i]=f+i+1 if i+1<n else 0xFFFFFFFE
    fats=len(sectors)
    for i in range(fatn): fat[fats+i]=0xFFFFFFFD
    raw=struct.pack(f'<{len(fat)}I',*fat)
    for i in range(fatn): sectors.append(raw[i*S:(i+1)*S])
    h=bytes.fromhex('D0CF11E0A1B11AE1')+b'\0'*16+struct.pack('<HHHHH',0x3E,3,0xFFFE,9,6)+b'\0'*6+struct.pack('<IIIIIIIIII',0,fatn,d,0,4096,0xFFFFFFFE,0,0xFFFFFFFE,0,0)[:40]
    h=h[:76]; assert len(h)==76,len(h)
    difat=[fats+i for i in range(fatn)]+[0xFFFFFFFF]*(109-fatn)
    return h+struct.pack('<109I',*difat)+b''.join(sectors)
def rec(t,d=b''): return struct.pack('<HH',t,len(d))+d
def biff(version, globals_, sheets):
    """sheets: [(name bytes with its header, records)]"""
    head=rec(0x809,struct.pack('<HHHH',version,5,0,0))+globals_
    bs=[(n,s) for n,s in sheets]
    size=len(head)+sum(4+6+len(n) for n,_ in bs)+4
    pos=size; b=b''
    bodies=[]
    for n,s in bs:
        body=rec(0x809,struct.pack('<HHHH',version,0x10,0,0))+s+rec(10)
        b+=rec(0x85,struct.pack('<IBB',pos,0,0)+n); pos+=len(body); bodies.append(body)
    return head+b+rec(10)+b''.join(bodies)
def n5(s,enc='gbk'): e=s.encode(enc); return bytes([len(e)])+e
def n8(s): e=s.encode('utf-16-le'); return bytes([len(s),1])+e
def l5(r,c,s,enc='gbk',xf=0): e=s.encode(enc); return rec(0x204,struct.pack('<HHHH',r,c,xf,len(e))+e)
def num(r,c,v,xf=0): return rec(0x203,struct.pack('<HHHd',r,c,xf,v))
def rk(v,flags): return struct.pack('<I',((v<<2)|2|flags)&0xFFFFFFFF)
xf=lambda fmt: rec(0xE0,struct.pack('<HH',0,fmt)+b'\0'*12)
# BIFF5, code page 936
fm5=lambda i,s: rec(0x41E,struct.pack('<HB',i,len(s.encode('gbk')))+s.encode('gbk'))
body=l5(0,0,'支出预算表')+l5(1,0,'2010301-行政运行')+num(1,1,1166.6)+num(1,2,45322,1)+num(1,3,45322,2)+num(1,4,12.5,3)
body+=rec(0x27E,struct.pack('<HHH',2,1,0)+rk(116660,1))+rec(0xBD,struct.pack('<HH',2,2)+struct.pack('<H',0)+rk(-5,0)+struct.pack('<H',0)+struct.pack('<I',struct.unpack('<Q',struct.pack('<d',0.5))[0]>>32)+struct.pack('<H',3))
body+=rec(0x205,struct.pack('<HHHBB',3,0,0,1,0))+rec(0x205,struct.pack('<HHHBB',3,1,0,0x17,1))
# formula SUM(B2:B3), result text in STRING record; formula B2-B3 with result 0 (BIFF5 refs)
area=bytes([0x25])+struct.pack('<HHBB',1|0xC000,2|0xC000,1,1)
f=area+bytes([0x19,0x10,0,0])
body+=rec(6,struct.pack('<HHH',4,0,0)+b'\0\0\0\0\0\0\xff\xff'+struct.pack('<HIH',0,0,len(f))+f)+rec(0x207,struct.pack('<H',4)+'合计'.encode('gbk'))
body+=rec(6,struct.pack('<HHH',4,1,0)+struct.pack('<d',0)+struct.pack('<HIH',2,0,len(f))+f)
body+=rec(0x208,struct.pack('<HHHHHHHHH',3,0,2,0,0,0,0x20,0,0)[:16])
body+=rec(0x7D,struct.pack('<HHHHHH',2,2,0,0,1,0))
g=rec(0x42,struct.pack('<H',936))+fm5(28,'#,##0.00')+fm5(200,'yyyy"年"m"月"')+xf(0)+xf(200)+xf(28)+xf(2)
B5=biff(0x500,g,[(n5('支出预算'),body)])
case('xls-biff5-code-page-936','xls',cfb({'Book':B5}))
case('xls-biff5-declared-1252','xls',cfb({'Book':biff(0x500,g.replace(struct.pack('<H',936),struct.pack('<H',1252),1),[(n5('支出预算'),body)])}))
case('xls-biff5-bare-stream','xls',B5)
# BIFF8 with a wrong CODEPAGE and amounts in a format of id 28 that the file defines, chart sheet, SST over CONTINUE
def sst(strings):
    d=struct.pack('<II',len(strings),len(strings))
    for s in strings: d+=struct.pack('<HB',len(s),1)+s.encode('utf-16-le')
    return d
s8=['科目编码','金额','一二三四五六七八九十'*3]
d=sst(s8); cut=len(d)-20
sstr=rec(0xFC,d[:cut])+rec(0x3C,b'\1'+d[cut:])
lab=lambda r,c,i: rec(0xFD,struct.pack('<HHHI',r,c,0,i))
fm8=lambda i,s: rec(0x41E,struct.pack('<HHB',i,len(s),1)+s.encode('utf-16-le'))
g8=rec(0x42,struct.pack('<H',936))+fm8(28,'#,##0.00')+xf(0)+xf(28)+xf(57)+sstr
body8=lab(0,0,0)+lab(0,1,1)+lab(0,2,2)+num(1,1,1234.56,1)+num(1,2,45322,2)+lab(2,0,9)+rec(0xE5,struct.pack('<HHHHH',1,0,0,1,2))
B8=biff(0x600,g8,[(n8('表一'),body8)])
case('xls-biff8-traps','xls',cfb({'Workbook':B8}))
case('et-wps','et',cfb({'Workbook':B8,'ETExtData':b'wps'}))
case('xls-filepass','xls',cfb({'Workbook':biff(0x600,rec(0x2F,struct.pack('<HHHH',1,1,1,0)+b'\0'*46)+g8,[(n8('表一'),body8)])}))
case('xls-xor-filepass','xls',cfb({'Workbook':biff(0x600,rec(0x2F,struct.pack('<HHH',0,0x1234,0x5678))+g8,[(n8('表一'),body8)])}))
case('xlsx-encrypted','xlsx',cfb({'EncryptionInfo':b'\4\0\4\0','EncryptedPackage':b'\0'*64}))
case('word-doc','xls',cfb({'WordDocument':b'\xec\xa5'}))
c=bytearray(cfb({'Workbook':B8}))
fat=len(c)-512; struct.pack_into('<I',c,fat+4*3,2)  # sector 3 of the stream leads back to sector 2
case('xls-cyclic-chain','xls',bytes(c))
case('xls-sheet-outside','xls',cfb({'Workbook':B8[:-len(body8)-16]}))
case('xls-excel4','xls',rec(0x0409,struct.pack('<HHH',0,0x10,0))+rec(10))
# XML Spreadsheet 2003
X='''<?xml version="1.0" encoding="%s"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>
 <Worksheet ss:Name="项目绩效 ">
  <Table ss:ExpandedColumnCount="5" ss:ExpandedRowCount="9">
   <Column ss:Width="50"/><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
   <Row><Cell ss:MergeAcross="4"><Data ss:Type="String">项目支出绩效目标表</Data></Cell></Row>
   <Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">项目名称</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">预算数</Data><Comment ss:Author="x"><ss:Data><B>批注</B></ss:Data></Comment></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>
   <Row ss:Hidden="1"/>
   <Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><Font html:Size="9">甲</Font> &amp; <B>乙</B>&#10;丙</ss:Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">1166.6000000000001</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="DateTime">2024-01-31T00:00:00.000</Data></Cell></Row>
   <Row><Cell><Data ss:Type="String">007</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">0.4</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
   <Row><Cell ss:Index="3" ss:Formula="=SUM(R[-2]C:R[-1]C)"/><Cell ss:Formula="=RC[-1]*2"/></Row>
  </Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
 </Worksheet>
 <Worksheet ss:Name="空表"><Table/></Worksheet>
</Workbook>
'''
case('xml2003-utf8','xls',(X%'UTF-8').encode())
case('xml2003-gbk','xls',(X%'gb2312').encode('gbk'))
case('xml2003-utf16','xls',b'\xff\xfe'+(X%'utf-16').encode('utf-16-le'))
case('xml2003-cut','xls',(X%'UTF-8').encode()[:-900])
case('xml2003-entity-bomb','xls',('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "'+'x'*50+'"><!ENTITY b "&a;&a;&a;&a;">]>'+(X%'UTF-8').split('?>',1)[1].replace('<?mso-application progid="Excel.Sheet"?>','').replace('007','&b;')).encode())
H='''<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=%s">
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>支出预算</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
<style>td{mso-number-format:"\\@";} <table></style><title>不是内容</title><script>if (1<2) document.write("<td>x</td>")</script></head>
<body><h3>部门支出预算明细表</h3><p>单位：元</p>
<table border=1>
<tr><th rowspan=2>单位</th><th colspan="2">科目</th><th rowspan=2>金额</th></tr>
<tr><th>编码</th><th>名称</th></tr>
<tr><td rowspan=2>434001<br>平乡县<td style="mso-number-format:'\\@'">2010301</td><td>&nbsp;&nbsp;行政
   运行</td><td x:num="1166.6000000000001">1,166.60</td></tr>
<tr><td>2010399</td><td>其他&lt;&amp;&#20107;务&gt;</td><td align=right>(1,200.00)</td></tr>
<tr style="display: none"><td>&nbsp;</td><td x:num="45322">2024-01-31</td><td></td><td>&nbsp;</td>
<tr><td colspan=3>合计</td><td>2,366.60</td></tr>
</table>
<table><tr><td>制表人：张三<table><tr><td>内层</td></tr></table></td><td>审核人</td></tr></table>
页脚文字
</body></html>'''
case('html-gbk-meta','xls',(H%'gb2312').encode('gbk'))
case('html-utf8-meta-says-gb2312','xls',(H%'gb2312').encode())
case('html-gbk-meta-says-utf8','xls',(H%'utf-8').encode('gbk'))
case('html-bare-table','xls','<table><tr><td>单位</td><td>金额</td></tr><tr><td>办公室</td><td>1</td></tr>'.encode('gbk'))
case('html-no-table','html','<!DOCTYPE html><html><body><p>登录已超时，请重新登录</p></body></html>'.encode())
case('html-frameset','xls','<html><head></head><frameset rows="*,39"><frame src="a.files/sheet001.htm"></frameset></html>'.encode())
def mh(parts,b='----=_NextPart_01'):
    o=f'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\tboundary="{b}"\r\n\r\nThis document is a Single File Web Page.\r\n\r\n'.encode()
    for loc,enc,ct,data in parts:
        o+=f'--{b}\r\nContent-Location: {loc}\r\nContent-Transfer-Encoding: {enc}\r\nContent-Type: {ct}\r\n\r\n'.encode()+(quopri.encodestring(data).replace(b'\n',b'\r\n') if enc=='quoted-printable' else base64.encodebytes(data))+b'\r\n'
    return o+f'--{b}--\r\n'.encode()
main='<html><head><meta charset=gb2312><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>收入</x:Name></x:ExcelWorksheet><x:ExcelWorksheet><x:Name>支出</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><frameset><frame src="sheet001.htm"></frameset></html>'.encode('gbk')
sh=lambda t: f'<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body><table><tr><td>{t}科目</td><td>金额</td></tr><tr><td>101</td><td x:num>1,166.60</td></tr></table></body></html>'.encode('gbk')
case('mhtml-two-sheets','mht',mh([('file:///C:/a.htm','quoted-printable','text/html; charset="gb2312"',main),('file:///C:/a/sheet001.htm','quoted-printable','text/html; charset="gb2312"',sh('收入')),('file:///C:/a/sheet002.htm','base64','text/html; charset="gb2312"',sh('支出')),('file:///C:/a/img.png','base64','image/png',b'\x89PNG')]))
# zip
def z(items, utf8=True):
    o=io.BytesIO(); zo=zipfile.ZipFile(o,'w',zipfile.ZIP_DEFLATED)
    for n,dta in items:
        zi=zipfile.ZipInfo('x'*8,(2024,1,1,0,0,0)); zi.compress_type=zipfile.ZIP_DEFLATED
        if utf8: zi.filename=n
        else:
            class I(zipfile.ZipInfo):
                def _encodeFilenameFlags(self): return self.filename.encode('gbk'), self.flag_bits
            zi=I(n,(2024,1,1,0,0,0)); zi.compress_type=zipfile.ZIP_DEFLATED
        zo.writestr(zi,dta)
    zo.close(); return o.getvalue()
csv='单位,金额\n办公室,1\n'.encode('gbk')
items=[('2024年导出/支出.csv',csv),('2024年导出/收入.xlsx',open(HERE+'/xlsx-libreoffice/input.xlsx','rb').read()),('2024年导出/~$收入.xlsx',b'x'),('__MACOSX/._支出.csv',b'x'),('说明.pdf',b'%PDF-1.4'),('空.csv',b''),('里层.zip',z([('a.csv',csv)]))]
case('zip-gbk-names','zip',z(items,False))
case('zip-utf8-names','zip',z(items[:2]))
case('zip-nothing-inside','zip',z([('说明.docx',z([('[Content_Types].xml',b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),('word/document.xml',b'<w/>')]))]))
case('docx','xlsx',z([('[Content_Types].xml',b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),('word/document.xml',b'<w/>')]))
# the opposite corners of a sheet
ct='<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
rels='<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
wbx='<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>%s</sheets></workbook>'
def xlsx(sheets, strings=None):
    it=[('[Content_Types].xml',ct),('_rels/.rels',rels),('xl/workbook.xml',wbx%''.join(f'<sheet name="表{i+1}" sheetId="{i+1}" r:id="rId{i+1}"/>' for i in range(len(sheets))))]
    rr=''.join(f'<Relationship Id="rId{i+1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{i+1}.xml"/>' for i in range(len(sheets)))
    if strings is not None: rr+='<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'; it.append(('xl/sharedStrings.xml','<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'+strings+'</sst>'))
    it.append(('xl/_rels/workbook.xml.rels','<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'+rr+'</Relationships>'))
    for i,s in enumerate(sheets): it.append((f'xl/worksheets/sheet{i+1}.xml','<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'+s+'</worksheet>'))
    return z(it)
case('xlsx-opposite-corners','xlsx',xlsx(['<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>']))
case('xlsx-cells-without-address','xlsx',xlsx(['<sheetData><row><c><v>1</v></c><c t="s"><v>0</v></c></row><row><c t="inlineStr"><is><t>行内</t></is></c><c t="b"><v>1</v></c><c><f>A1+2</f><v>0</v></c></row></sheetData>'],'<si><r><t>富</t></r><r><t xml:space="preserve"> 文本</t></r><rPh><t>fu</t></rPh></si>'))
case('xlsx-shared-formula','xlsx',xlsx(['<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row><row r="3"><c r="A3"><f t="shared" si="0" ref="A3:B3">SUM(A1:A2)</f></c><c r="B3"><f t="shared" si="0"/></c><c r="C3"><f>A3*B3</f></c></row></sheetData>']))
case('xlsx-bad-address','xlsx',xlsx(['<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="1A"><v>2</v></c></row></sheetData>','<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>']))
case('xlsx-new-error','xlsx',xlsx(['<sheetData><row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>2</v></c></row></sheetData>']))
case('xlsx-hidden-columns-to-zero','xlsx',xlsx(['<cols><col min="2" max="0" hidden="1"/><col min="1" max="1" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>']))
case('xlsx-deep-xml','xlsx',xlsx(['<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'+'<x>'*400+'</x>'*400]))

# an archive with a password: the flag alone, the bytes are never asked for
e=bytearray(z([('支出.csv',csv)]))
for sig,at in ((b'PK\3\4',6),(b'PK\1\2',8)):
    e[e.index(sig)+at]|=1
case('zip-encrypted','zip',bytes(e))
case('csv-ctrl-z','csv','单位,金额\r\n办公室,1\r\n\x1a'.encode('gbk'))
case('html-begins-with-div','xls','<!-- 导出 -->\n<div class="a">支出预算</div>\n<table border="1"><tr><td>单位</td></tr></table>'.encode())

# a binary workbook
def brec(kind, data=b''):
    k=bytes([kind]) if kind<128 else bytes([kind&0x7F|0x80,kind>>7])
    n=len(data); size=b''
    while True:
        size+=bytes([n&0x7F|(0x80 if n>0x7F else 0)]); n>>=7
        if not n: break
    return k+size+data
wide=lambda s: struct.pack('<I',len(s))+s.encode('utf-16-le')
book=brec(131)+brec(143)+brec(156,struct.pack('<II',0,1)+wide('rId1')+wide('支出'))+brec(156,struct.pack('<II',1,2)+wide('rId2')+wide('隐藏'))+brec(144)+brec(132)
bcell=lambda kind,col,data: brec(kind,struct.pack('<II',col,0)+data)
brow=lambda r,hidden=0: brec(0,struct.pack('<IIHBBBI',r,0,0,0,0x10*hidden,0,0))
def bsheet(rows,columns=b'',after=b''): return brec(129)+brec(148,struct.pack('<IIII',0,1,0,2))+columns+brec(145)+rows+brec(146)+after+brec(130)
styled=lambda kind,col,style,data: brec(kind,struct.pack('<II',col,style)+data)
tokens=bytes([0x25])+struct.pack('<IIHH',1,2,1|0xC000,1|0xC000)+bytes([0x19,0x10,0,0])
s1=bsheet(brow(0)+bcell(6,0,wide('科目编码'))+bcell(6,1,wide('金额'))+brow(1)+bcell(2,0,rk(2010301,0))+bcell(5,1,struct.pack('<d',1166.6000000000001))+bcell(4,2,b'\1')
    +brow(2,1)+bcell(3,0,b'\x17')+styled(5,1,1,struct.pack('<d',12.5))+styled(5,2,2,struct.pack('<d',45322))+bcell(7,3,struct.pack('<I',1))
    +brow(3)+bcell(9,1,struct.pack('<d',0)+struct.pack('<HI',0,len(tokens))+tokens+struct.pack('<I',0)),
    brec(60,struct.pack('<IIIIH',2,2,0,0,1)),brec(176,struct.pack('<IIII',0,0,2,3)))
s2=bsheet(brow(4)+bcell(6,1,wide('远')))
bstyles=brec(278)+brec(615,struct.pack('<I',2))+brec(44,struct.pack('<H',164)+wide('#,##0.00"元"'))+brec(44,struct.pack('<H',165)+wide('yyyy"年"m"月"d"日"'))+brec(616)+brec(626,struct.pack('<I',1))+brec(47,struct.pack('<HH',0xFFFF,14)+b'\0'*12)+brec(627)+brec(617,struct.pack('<I',3))+b''.join(brec(47,struct.pack('<HH',0,i)+b'\0'*12) for i in (0,164,165))+brec(618)+brec(279)
bstrings=brec(159,struct.pack('<II',2,2))+brec(19,b'\0'+wide('一'))+brec(19,b'\0'+wide('行政运行'))+brec(160)
R='http://schemas.openxmlformats.org/officeDocument/2006/relationships'
xlsb=lambda s1: z([
    ('[Content_Types].xml','<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'),
    ('xl/workbook.bin',book),
    ('xl/_rels/workbook.bin.rels',f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="{R}/worksheet" Target="worksheets/sheet2.bin"/><Relationship Id="rId3" Type="{R}/styles" Target="styles.bin"/><Relationship Id="rId4" Type="{R}/sharedStrings" Target="sharedStrings.bin"/></Relationships>'),
    ('xl/styles.bin',bstyles),('xl/sharedStrings.bin',bstrings),
    ('xl/worksheets/sheet1.bin',s1),('xl/worksheets/sheet2.bin',s2)])
case('xlsb-by-hand','xlsb',xlsb(s1))
case('xlsb-missing-text','xlsb',xlsb(bsheet(brow(0)+bcell(7,0,struct.pack('<I',9))+bcell(7,1,struct.pack('<I',0)))))
case('xlsb-cut','xlsb',xlsb(s1[:-9]))
# a part in UTF-16 without a mark, and the binary type named as the default of parts that are not there
def parts_of(data): return [(i.filename,zipfile.ZipFile(io.BytesIO(data)).read(i)) for i in zipfile.ZipFile(io.BytesIO(data)).infolist()]
plain=parts_of(xlsx(['<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>行政运行</t></is></c><c r="B1"><v>12.5</v></c></row></sheetData>']))
case('xlsx-utf16-part','xlsx',z([(n,d.decode().encode('utf-16-be') if n.endswith('sheet1.xml') else d.decode().encode('utf-16-le') if n.endswith('xl/workbook.xml') else d) for n,d in plain]))
case('xlsx-default-binary-type','xlsx',z([(n,d.replace(b'<Default Extension="xml"',b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="xml"',1) if n=='[Content_Types].xml' else d) for n,d in plain]))
case('xlsm-macros','xlsm',z([(n,d.replace(b'officedocument.spreadsheetml.sheet.main+xml',b'ms-excel.sheet.macroEnabled.main+xml').replace(b'vnd.openxmlformats-ms-excel',b'vnd.ms-excel').replace(b'<Default Extension="xml"',b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="xml"',1) if n=='[Content_Types].xml' else d) for n,d in plain]+[('xl/vbaProject.bin',b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')]))

# files that are not whole, and parts that say nothing
half=T.splitlines(True)
case('csv-two-encodings','csv',half[0].encode()+half[1].encode()+half[2].encode('gbk'))
case('csv-two-encodings-in-a-line','csv','预算单位,功能分类科目,'.encode('gbk')+'预算金额\r\n'.encode()+half[1].encode('gbk'))
case('html-cut','xls','<html><body><table><tr><td>单位</td><td>金额</td></tr><tr><td>办公室</td><td>620000.00</td></tr><tr><td>中心</td><td>6200'.encode())
rows=lambda *numbered: '<sheetData>'+''.join(f'<row r="{r}"><c r="A{r}"><v>{v}</v></c></row>' for r,v in numbered)+'</sheetData>'
case('xlsx-row-twice','xlsx',xlsx([rows((1,1),(2,2),(2,3),(3,4)),rows((1,1),(3,2),(2,3))]))
case('xlsb-row-twice','xlsb',xlsb(bsheet(brow(0)+bcell(2,0,rk(1,0))+brow(1)+bcell(2,0,rk(2,0))+brow(1)+bcell(2,0,rk(3,0)))))
case('xml2003-row-twice','xls',('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>'+''.join(f'<Row ss:Index="{r}"><Cell><Data ss:Type="Number">{v}</Data></Cell></Row>' for r,v in ((1,1),(2,2),(2,3)))+'</Table></Worksheet></Workbook>').encode())
case('xls-cell-twice','xls',cfb({'Workbook':biff(0x600,b'',[(n8('表'),num(0,0,1.0)+num(1,0,2.0)+num(1,0,3.0))])}))
def swapped(data,end,part): return z([(n,part if n.endswith(end) else d) for n,d in parts_of(data)])
two=xlsx([rows((1,1)),rows((1,2))],'<si><t>行政运行</t></si>')
for name,end,part in (('sheet-of-zeros','sheet2.xml',bytes(300)),('sheet-empty','sheet2.xml',b''),('sheet-of-another-root','sheet2.xml',b'<html><body/></html>'),('book-of-zeros','workbook.xml',bytes(300)),('book-of-another-root','workbook.xml',b'<worksheet/>'),('texts-of-zeros','sharedStrings.xml',bytes(300)),('relations-empty','workbook.xml.rels',b'')):
    case('xlsx-'+name,'xlsx',swapped(two,end,part))
case('xlsb-sheet-of-zeros','xlsb',xlsb(bytes(300)))
case('xlsb-sheet-empty','xlsb',xlsb(b''))
ods=lambda content: z([('mimetype',b'application/vnd.oasis.opendocument.spreadsheet'),('content.xml',content),('META-INF/manifest.xml',b'<manifest/>')])
case('ods-content-of-zeros','ods',ods(bytes(300)))
case('ods-content-empty','ods',ods(b''))
case('ods-content-of-another-root','ods',ods(b'<document-styles/>'))
# one digit changed in a part that is stored as it is
def spoilt(data,old,new):
    out=io.BytesIO()
    with zipfile.ZipFile(out,'w',zipfile.ZIP_STORED) as packed:
        for n,d in parts_of(data): packed.writestr(zipfile.ZipInfo(n),d)
    whole=out.getvalue(); assert whole.count(old)==1; return whole.replace(old,new)
case('xlsx-checksum','xlsx',spoilt(xlsx([rows((1,620000))]),b'620000',b'820000'))
case('xlsx-checksum-of-texts','xlsx',spoilt(two,'行政'.encode(),'司法'.encode()))
case('ods-checksum','ods',spoilt(ods('<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="表"><table:table-row><table:table-cell office:value-type="float" office:value="620000"><text:p>620000</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'.encode()),b'e="620000',b'e="820000'))
case('xlsb-checksum','xlsb',spoilt(xlsb(s1),wide('行政运行'),wide('司法运行')))
case('zip-checksum','zip',spoilt(z([('支出.csv',T.encode())]),b'1166600.50',b'8166600.50'))

# PDF, by hand: what programs print and libraries rarely make.
class Print:
    """Pages of words, lines and thin rectangles. Chinese in GBK with a font that is not embedded and has no ToUnicode."""

    def __init__(self):
        self.pages, self.ops = [], []

    def page(self, media='0 0 842 595', turn=0):
        self.pages.append((media, turn, b'\n'.join(self.ops)))
        self.ops = []

    def say(self, text, x, y, size=10):
        """Text with its left end at x; digits in a font of half the width."""
        for part in re.findall(r'[\x21-\x7e]+|[^\x00-\x7f]+', text):
            wide = not part.isascii()
            shown = '<' + part.encode('gbk').hex() + '>' if wide else '(' + part.replace('(', '\\(').replace(')', '\\)') + ')'
            self.ops.append(f'BT /{"C" if wide else "L"} {size} Tf {x} {y} Td {shown} Tj ET'.encode())
            x += len(part) * (size if wide else size / 2)

    def line(self, x1, y1, x2, y2):
        self.ops.append(f'{x1} {y1} m {x2} {y2} l S'.encode())

    def bar(self, x1, y1, x2, y2):
        """A line as Word draws it: a rectangle half a point thick."""
        self.ops.append(f'{min(x1, x2) - .24} {min(y1, y2) - .24} {abs(x2 - x1) + .48} {abs(y2 - y1) + .48} re f'.encode())

    def table(self, rows, widths, top, rule=None, x=60, high=20, across=None, down=None):
        """Rows of words; figures stand on the right of their columns. `across` and `down` say which edges are ruled."""
        edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        for nth, row in enumerate(rows):
            for at, text in enumerate(row):
                figure = re.fullmatch(r'-?[\d,]+\.\d\d', text)
                left = edges[at + 1] - 3 - len(text) * 5 if figure else edges[at] + 3
                for row_of_cell, part in enumerate(text.split('|')):
                    self.say(part, left, top - nth * high - 13 - row_of_cell * 11)
        bottom = top - high * len(rows)
        rule = rule or self.line
        for at in range(len(rows) + 1) if across is None else across:
            rule(edges[0], top - at * high, edges[-1], top - at * high)
        for at in range(len(edges)) if down is None else down:
            rule(edges[at], top, edges[at], bottom)
        return bottom

    def bytes(self):
        objects = [b'<</Type/Catalog/Pages 2 0 R>>', None,
                   b'<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>',
                   b'<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>',
                   b'<</Type/Font/Subtype/TrueType/BaseFont/SimSun/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths['
                   + b' 500' * 95 + b']>>']
        kids = []
        for media, turn, ops in self.pages:
            objects.append(b'<</Length %d>>stream\n%s\nendstream' % (len(ops), ops))
            kids.append(len(objects) + 1)
            objects.append(f'<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Rotate {turn}/Contents {len(objects)} 0 R'
                           '/Resources<</Font<</C 3 0 R/L 5 0 R>>>>>>'.encode())
        objects[1] = f'<</Type/Pages/Kids[{" ".join(f"{kid} 0 R" for kid in kids)}]/Count {len(kids)}>>'.encode()
        out, places = b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
        table = b''.join(b'%010d 00000 n \n' % place for place in places)
        end = b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + table
        return out + end + b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, len(out))


SPENT = [('科目编码', '科目名称', '合计', '基本支出', '项目支出'), ('', '合计', '990.60', '497.24', '493.36'),
         ('201', '一般公共服务支出', '950.10', '497.24', '452.86'), ('206', '科学技术支出', '40.50', '', '40.50')]
WIDE = [80, 200, 90, 90, 90]


def heading(of, top=540):
    of.say('部门支出总表', 280, top, 16)
    of.say('部门：平乡县人民政府办公室', 60, top - 25)
    of.say('单位：万元', 550, top - 25)


def printed(rule='line', **edges):
    of = Print()
    heading(of)
    bottom = of.table(SPENT, WIDE, 500, rule=getattr(of, rule), **edges)
    of.say('注：本表反映支出情况。', 60, bottom - 20)
    of.say('- 12 -', 400, 20)
    of.page()
    return of.bytes()


case('pdf-gbk-codes', 'pdf', printed())
case('pdf-thin-rectangles-open-sides', 'pdf', printed('bar', down=range(1, 5)))
case('pdf-rows-not-ruled', 'pdf', printed(across=[0, 1, 4]))
case('pdf-three-lines', 'pdf', printed(across=[0, 1, 4], down=[]))
case('pdf-no-lines', 'pdf', printed(across=[], down=[]))
case('pdf-truncated', 'pdf', printed()[:900])
of = Print()
of.ops.append(b'0 1 -1 0 595 0 cm')
heading(of)
of.table(SPENT, WIDE, 500)
of.page('0 0 595 842', 90)
case('pdf-turned', 'pdf', of.bytes())
of = Print()
of.page()
case('pdf-no-text', 'pdf', of.bytes())
of = Print()
of.say('情况说明只有文字，没有表格。', 60, 500)
of.page()
case('pdf-only-words', 'pdf', of.bytes())

# Two tables; the first goes on on the next page in the middle of a name, with its header again. Merged heads, a title inside the
# lines, a page of pictures between.
of = Print()
heading(of)
head = [('功能分类科目', '', '支出', '', ''), SPENT[0]]
bottom = of.table(head + [('201', '一般公共服务支出', '950.10', '497.24', '452.86'), ('20103', '政府办公厅（室）及相关', '950.10', '497.24', '452.86')],
                  WIDE, 500, across=[0, 2, 3, 4], down=[0, 5])
of.line(60, 480, 610, 480)
for x, top in ((140, 480), (340, 500), (430, 480), (520, 480)):
    of.line(x, top, x, bottom)
of.say('第 1 页 共 3 页', 400, 20)
of.page()
of.say('部门支出总表（续表）', 280, 540, 16)
bottom = of.table(head + [('', '机构事务', '', '', ''), ('206', '科学技术支出', '40.50', '', '40.50'), ('', '合计', '990.60', '497.24', '493.36')],
                  WIDE, 500, across=[0, 2, 3, 4, 5], down=[0, 5])
of.line(60, 480, 610, 480)
for x, top in ((140, 480), (340, 500), (430, 480), (520, 480)):
    of.line(x, top, x, bottom)
of.table([('部门收入总表', ''), ('项目', '金额'), ('一、一般公共预算|拨款收入', '990.60'), ('本年收入合计', '990.60')], [200, 100], 340, high=26,
         down=[0, 2])
of.line(260, 340 - 26, 260, 340 - 4 * 26)
of.say('第 2 页 共 3 页', 400, 20)
of.page()
of.page()
case('pdf-over-two-pages', 'pdf', of.bytes())


# PDF, by LibreOffice: a sheet over two pages with its first rows printed again, and one that only a password opens.
def of_calc(name, more=''):
    if WANTED and name not in WANTED:
        return
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '部门支出总表'
    sheet.append(['部门支出总表'])
    sheet.append(['部门：平乡县人民政府办公室', None, '单位：万元'])
    sheet.append(['科目编码', '科目名称', '合计'])
    rows = [('201', '一般公共服务支出', 950.1), ('20103', '政府办公厅（室）及相关机构事务', 950.1)]
    rows += [(f'20103{nth:02}', '第' + '一二三四五六七八九十'[nth % 10] + '项支出', 47.505) for nth in range(1, 21)]
    for row in rows + [(None, '合计', 950.1)]:
        sheet.append(row)
    thin = openpyxl.styles.Side(style='thin')
    for row in sheet.iter_rows(min_row=3, max_col=3):
        for cell in row:
            cell.border = openpyxl.styles.Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical='center')
        row[2].number_format = '#,##0.00'
    sheet.merge_cells('A1:C1')
    sheet.column_dimensions['B'].width = 18
    sheet.page_setup.orientation = 'landscape'
    for at in range(1, sheet.max_row + 1):
        sheet.row_dimensions[at].height = 30
    sheet.print_title_rows = '1:3'
    sheet.oddFooter.center.text = '第 &P 页，共 &N 页'
    path = f'{TEMP}/{name}.xlsx'
    book.save(path)
    subprocess.run(['soffice', '--headless', '--convert-to', 'pdf' + more, '--outdir', TEMP, path], check=True, capture_output=True)
    case(name, 'pdf', open(f'{TEMP}/{name}.pdf', 'rb').read())


of_calc('pdf-libreoffice')
of_calc('pdf-locked', ':calc_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"open"}}')
