"""prototype"""
from __future__ import annotations
import re, math
from typing import NamedTuple
from functools import lru_cache
from collections import Counter
from crawler.text.names import Roster, mentions, Mention, roster
from crawler.text.speech import EN_SAY, ZH_SAY
from crawler.text.quotes import spans

class Piece(NamedTuple):
    text: str
    quote: bool
    line: int
    at: int = 0

SAY_ZH=re.compile(ZH_SAY)
_SENT=re.compile(r"(?<=[。！？!?…])(?![。！？!?…”」』’\"])|(?<=[.!?])\s+(?=[\"“‘'A-Z])")

def pieces_of(lines):
    out=[]
    for i,l in enumerate(lines):
        at=0
        for s,e in spans(l):
            if l[at:s].strip(): out.append(Piece(l[at:s],False,i))
            # short scare quotes: keep as narration
            if e-s<=7 and l[at:s].strip() and l[e:].strip() and l[e-2] not in "。！？，…!?.,":
                if out and not out[-1].quote and out[-1].line==i: out[-1]=Piece(out[-1].text+l[s:e],False,i)
                else: out.append(Piece(l[s:e],False,i))
            else: out.append(Piece(l[s:e],True,i))
            at=e
        if l[at:].strip():
            if out and not out[-1].quote and out[-1].line==i: out[-1]=Piece(out[-1].text+l[at:],False,i)
            else: out.append(Piece(l[at:],False,i))
    return out

FEM=set("英兰芳秀花梅丽娟霞玲燕凤珍琴娥香婷莲红叶芬妮娜莉翠芝菊桂月春雪素惠慧琳洁静淑娇嫂妈婶姐妹奶娘婆姑姨妃妞")
MALE=set("叔爸爷哥弟伯舅军强福山海武虎龙刚国民田高厚平安堂生文明")
def gender(name):
    if re.match(r"(Mrs|Miss|Ms|Lady|Madame|Aunt|Mme|Mademoiselle|Queen|Princess)\b",name): return 'F'
    if re.match(r"(Mr|Sir|Lord|Uncle|King|Prince|Captain|Colonel|Father)\b",name): return 'M'
    g=name[-2:]
    f=sum(c in FEM for c in g); m=sum(c in MALE for c in g)
    return 'F' if f>m else 'M' if m>f else ''
PRON=re.compile(r"^[^，。：:]{0,6}?(他|她)|^\W*(?:\w+\s){0,1}?(he|she)\b",re.I)
def pron_subject(t, ms):
    m=PRON.search(t)
    if not m: return ''
    if ms and ms[0].start<m.start(): return ''
    w=(m.group(1) or m.group(2)).lower()
    return 'M' if w in('他','he') else 'F'

def zone(tag, t, ms, who, F, tail):
    """features for candidate who in narration t"""
    if not ms: F[tag+':none']=1; return
    mine=[m for m in ms if m.who==who]
    subs=[m for m in ms if m.role=='subject']
    if not mine: F[tag+(':absent_subj' if subs else ':absent')]=1; return
    if subs and subs[0].who==who: F[tag+':first']=1
    elif any(m.role=='subject' for m in mine): F[tag+':subject']=1
    elif any(m.role=='object' for m in mine): F[tag+':object']=1
    else: F[tag+':owner']=1
    if len({m.who for m in ms})==1: F[tag+':only']=1
    if mine[0].start<=1 and mine[0].role=='subject': F[tag+':start']=1
    for m in mine:
        if m.role=='subject':
            nx=[x.start for x in ms if x.start>=m.end]
            seg=t[m.end:min([m.end+14]+nx)]
            seg=re.split('[。！？]',seg)[0]
            if SAY_ZH.search(seg) or re.match(rf"\s(?:\w+ly\s)?(?:{EN_SAY})\b",t[m.end:m.end+30]) or re.search(rf"\b(?:{EN_SAY})\s(?:the\s|old\s|poor\s)?$",t[max(0,m.start-24):m.start]):
                F[tag+':say']=1; break

class Scene:
    def __init__(s, pieces, known):
        s.p=pieces; s.k=known
        s.m=[mentions(x.text,known) for x in pieces]
        s.q=[i for i,x in enumerate(pieces) if x.quote]
        s.cache={}
        s.g=[gender(n) for n in known.names]
    def voc(s,i,who):
        t=s.p[i].text
        for m in s.m[i]:
            if m.who==who:
                after=t[m.end:m.end+2]; before=t[max(0,m.start-1):m.start]
                if before in "“‘\"「，,！…。" and re.match(r"[，！,!？?…。]|[叔哥姐]",after): return 2
                if before in "，," and after[:1] in "，。！？,.!?”": return 2
                return 1
        return 0
    def introducing(s,i):
        t=s.p[i].text.rstrip()
        if t.endswith(('：',':')): return True
        if i+1<len(s.p) and s.p[i+1].quote and s.p[i+1].line==s.p[i].line and t.endswith(('，',',')) : return True
        return False
    def local(s,i):
        """features per candidate for quote piece i"""
        P,M=s.p,s.m
        lo,hi=max(0,i-14),min(len(P),i+15)
        cands={m.who for j in range(lo,hi) for m in M[j]}
        out={}
        prev=i-1 if i>0 and not P[i-1].quote else None
        nxt=i+1 if i+1<len(P) and not P[i+1].quote else None
        cnt=Counter(m.who for j in range(lo,hi) if not P[j].quote for m in M[j])
        scnt=Counter(m.who for j in range(lo,hi) if not P[j].quote for m in M[j] if m.role=='subject')
        for c in cands:
            F={}
            tagp=None
            if prev is not None:
                tagp='intro' if s.introducing(prev) else 'before'
                zone(tagp,P[prev].text,M[prev],c,F,True)
            else: F['adj']=0
            if nxt is not None:
                intr=s.introducing(nxt)
                follows=nxt+1<len(P) and P[nxt+1].quote
                tagn='nextintro' if intr and P[nxt].text.rstrip().endswith(('：',':')) else 'after'
                zone(tagn,P[nxt].text,M[nxt],c,F,False)
                if tagn=='after':
                    if tagp=='intro':
                        for k in [k for k in F if k.startswith('after')]: F['i_'+k]=F.pop(k)
                g=pron_subject(P[nxt].text,M[nxt])
                if g:
                    say=bool(SAY_ZH.search(P[nxt].text[:14]))
                    F[f"{tagn}:pron{'say' if say else ''}:{'eq' if s.g[c]==g else 'ne' if s.g[c] else 'un'}"]=1
            if prev is not None:
                t=P[prev].text
                g=pron_subject(t,M[prev])
                if g: F[f"{tagp}:pron:{'eq' if s.g[c]==g else 'ne' if s.g[c] else 'un'}"]=1
                # pronoun subject: c the last subject before
            # recency
            start=(prev if prev is not None else i)
            order=[]
            for j in range(start-1,lo-1,-1):
                if P[j].quote: continue
                for m in M[j]:
                    if m.who not in order and m.role=='subject': order.append(m.who)
            if c in order: F[f'recent:{min(order.index(c),3)}']=1
            else: F['recent:no']=1
            order=[]
            for j in range((nxt if nxt is not None else i)+1,hi):
                if P[j].quote: continue
                for m in M[j]:
                    if m.who not in order and m.role=='subject': order.append(m.who)
            if c in order: F[f'soon:{min(order.index(c),3)}']=1
            else: F['soon:no']=1
            F['count']=math.log1p(cnt[c]); F['subjects']=math.log1p(scnt[c])
            v=s.voc(i,c)
            if v: F[f'named:{v}']=1
            if i and P[i-1].quote and (v:=s.voc(i-1,c)): F[f'namedprev:{v}']=1
            if i+1<len(P) and P[i+1].quote and (v:=s.voc(i+1,c)): F[f'namednext:{v}']=1
            # with narration gap
            qi=s.q.index(i)
            if qi and not P[i-1].quote and (v:=s.voc(s.q[qi-1],c)) and i-s.q[qi-1]<=3: F[f'namedprevgap:{v}']=1
            if qi+1<len(s.q) and i+1!=s.q[qi+1] and s.q[qi+1]-i<=3 and (v:=s.voc(s.q[qi+1],c)): F[f'namednextgap:{v}']=1
            out[c]=F
        return out
    def loc(s,i):
        if i not in s.cache: s.cache[i]=s.local(i)
        return s.cache[i]
    def probs(s,i,W):
        f=s.loc(i)
        if not f: return {}
        sc={c:sum(W.get(k,0)*v for k,v in F.items()) for c,F in f.items()}
        return soft(sc)
    def full(s,i,W,prob=None):
        f=s.loc(i); qi=s.q.index(i)
        out={c:dict(F) for c,F in f.items()}
        for d in (-3,-2,-1,1,2,3):
            j=qi+d
            if not 0<=j<len(s.q): continue
            a,b=sorted((s.q[j],i)); gap=(b-a)-abs(d)  # narrations between
            gap=min(gap,3)
            intros=''
            if abs(d)==1 and gap>=1:
                # does the gap narration belong to the earlier or introduce the later
                intros='i' if s.introducing(b-1) else 'o'
            pr=(prob or s.probs)(s.q[j],W) if prob is None else prob(s.q[j])
            for c in out:
                if c in pr: out[c][f'q{d}:{gap}{intros}']=pr[c]
        return out
def soft(sc):
    mx=max(sc.values()); e={c:math.exp(v-mx) for c,v in sc.items()}; z=sum(e.values()); return {c:v/z for c,v in e.items()}
